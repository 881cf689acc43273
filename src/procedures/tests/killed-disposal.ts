/*
 * The night's run in a process of its own, ended with SIGKILL at the n-th moment: before or after a transaction or a statement
 * of ours, before or after a statement inside a transaction of the shop. Ends by itself, with 0, where there is no n-th moment.
 *
 *   node killed-disposal.ts '{ … }'
 */
import { createPrivateKey } from 'node:crypto';
import { createLog, type Instant, virtualClock } from '../../base/index.ts';
import { openLedger, signingKeyOf } from '../../evidence/index.ts';
import { type Address, connect, connectVault, readKeyRing, type Store } from '../../store/index.ts';
import { openDatabase, sqlConnector } from '../../systems/index.ts';
import { disposeDue } from '../index.ts';
import { SECRET } from './shop.ts';

export interface KilledRun {
  readonly address: Address;
  readonly keys: Address;
  readonly ring: string;
  readonly pem: string;
  readonly now: Instant;
  readonly url: string;
  readonly nth: number;
}

const given = JSON.parse(process.argv[2] ?? '{}') as KilledRun;
let moments = 0;
const pass = (): void => {
  if (++moments === given.nth) process.kill(process.pid, 'SIGKILL');
};

const clock = virtualClock(given.now);
const store = connect(given.address, { clock });
openLedger(store, signingKeyOf('killed.example/ledger', createPrivateKey(given.pem)));
const vault = await connectVault(given.keys, readKeyRing(given.ring), clock.now());
const dying: Store = {
  ...store,
  async inTransaction(work, options) {
    const done = await store.inTransaction(async (tx) => {
      const inside = await work(tx);
      pass();
      return inside;
    }, options);
    pass();
    return done;
  },
  async rows<Row>(text: string, parameters?: readonly unknown[]) {
    const found = await store.rows<Row>(text, parameters);
    if (!/^\s*select/.test(text)) pass();
    return found;
  },
};
await disposeDue({
  store: dying,
  vault,
  clock,
  log: createLog('warn'),
  mailer: null,
  baseUrl: 'https://privacy.larkhill.example',
  connect: (policy) => {
    const map = policy.systems.shop?.tables;
    if (!map) return [];
    const shop = sqlConnector({
      name: 'shop',
      kind: 'postgres',
      url: given.url,
      map,
      secret: SECRET,
      async open(url, options) {
        const database = await openDatabase(url, options);
        return {
          ...database,
          async first(sql, parameters, most) {
            const found = await database.first(sql, parameters, most);
            if (sql.startsWith('with kept_')) pass(); // several deletions in one statement
            return found;
          },
          async run(sql, parameters) {
            const met = await database.run(sql, parameters);
            pass();
            return met;
          },
        };
      },
    });
    const apply: typeof shop.apply = async (steps) => {
      pass();
      const applied = await shop.apply(steps);
      pass();
      return applied;
    };
    return [{ ...shop, apply }];
  },
});
await vault.close();
await store.close();
