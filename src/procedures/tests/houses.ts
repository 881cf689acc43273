import { join } from 'node:path';
import { createLog } from '../../base/index.ts';
import { openLedger } from '../../evidence/index.ts';
import { aSigningKey } from '../../evidence/testing.ts';
import { smtpMailer } from '../../mail/index.ts';
import { loadPolicy, type Policy, type PolicyFiles } from '../../policy/index.ts';
import { connect } from '../../store/index.ts';
import { type TestStore, withVault } from '../../store/testing.ts';
import { type House, proposePolicy } from '../index.ts';
import { type MailServer, openMailServer } from './mail-server.ts';

/** A small policy of tests/mutations, or another by the way there. */
export function policyNamed(name: string): Policy {
  const folder = name.startsWith('examples/')
    ? join(import.meta.dirname, '../../..', name)
    : join(import.meta.dirname, '../../../tests/mutations', name);
  const { policy } = loadPolicy(folder);
  if (!policy) throw new Error(`the policy in ${folder} has errors`);
  return policy;
}
export const POLICY = policyNamed('policy');
export const FILES: PolicyFiles = POLICY.files;

export type Houses = {
  /** Two processes, as far as the database can tell: each has connections of its own. */
  one: House;
  other: House;
  store: TestStore;
  mail: MailServer;
};

/** Two houses on one database, with the small policy in force and a mail server of their own. */
export const withHouses = <T>(
  work: (houses: Houses) => Promise<T>,
  options: { slow?: number; policy?: string } = {},
): Promise<T> =>
  withVault(async (store, vault) => {
    const mail = await openMailServer(options);
    const second = connect(store.address, { clock: store.clock });
    const key = aSigningKey();
    const mailers = [smtpMailer(mail.url), smtpMailer(mail.url)] as const;
    const house = (on: typeof second, mailer: House['mailer']): House => ({
      store: on,
      vault,
      clock: store.clock,
      // A fault that an answer only hints at is seen in the test's own output.
      log: createLog('warn'),
      mailer,
      baseUrl: 'https://privacy.larkhill.example',
    });
    for (const on of [store, second]) openLedger(on, key);
    const houses = { one: house(store, mailers[0]), other: house(second, mailers[1]), store, mail };
    try {
      await proposePolicy(houses.one, options.policy ? policyNamed(options.policy).files : FILES);
      return await work(houses);
    } finally {
      for (const mailer of mailers) mailer.close();
      await second.close();
      await mail.close();
    }
  });

export const email = (name: string) => ({ kind: 'email' as const, value: `${name}@people.example` });

export const count = async ({ store }: Houses, table: string): Promise<number> =>
  (await store.rows<{ n: number }>(`select count(*)::int as n from ${table}`))[0]?.n ?? -1;
