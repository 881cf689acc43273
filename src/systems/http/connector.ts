import { Refused } from '../../base/index.ts';
import type { HttpSystem } from '../../policy/index.ts';
import type { Connector, FoundRows, Leftover, PlannedRows, ReadRows, Step } from '../connector.ts';
import type { Row, Value } from '../database/database.ts';
import type { KnownAs } from '../find/identity.rules.ts';
import { HttpFault } from './client.ts';
import { openPlatform, type Platform, type PlatformOptions, type Ref } from './platform.ts';

/** The one table that an account has, as plans see it. */
const RECORDS = 'record';

/**
 * An account at a supplier as a connector of plans: found by e-mail address, read whole, erased for good, looked for again.
 * Refuses `systems.unreachable` where the supplier fails: the plan waits.
 */
export function httpConnector(
  name: string,
  system: HttpSystem,
  options: PlatformOptions & { byHand?: { who: string; days: number } },
): Connector {
  const platform = openPlatform(system, options);
  const { calls } = platform.api;
  // The address is no part of the key: keys are written into the journal of a plan.
  const settings = platform.api.settings.filter((setting) => system.settings[setting] !== undefined);
  const key = [...settings, 'id'];
  const keyOf = (ref: Ref): Value[] => [
    ...settings.map((one) => ref[one] ?? system.settings[one]?.[0] ?? ''),
    ref.id,
  ];
  const refOf = (values: readonly Value[]): Ref => ({
    ...Object.fromEntries(settings.map((one, index) => [one, String(values[index])])),
    id: String(values[settings.length]),
  });

  const found = async (identities: readonly KnownAs[]): Promise<{ ref: Ref; email: string }[]> => {
    const records = new Map<string, { ref: Ref; email: string }>();
    for (const email of emailsOf(identities))
      for (const ref of await platform.find(email)) {
        const same = JSON.stringify(ref);
        if (!records.has(same)) records.set(same, { ref, email });
      }
    return [...records.values()];
  };
  const rowsOf = (records: readonly { ref: Ref; email: string }[]): FoundRows => ({
    table: RECORDS,
    key,
    keys: records.map(({ ref }) => keyOf(ref)),
    count: records.length,
  });

  return {
    describe: () => ({
      name,
      kind: 'http',
      can: {
        find: calls.find !== undefined,
        read: calls.read.length > 0,
        change: calls.change !== undefined,
        erase: calls.erase !== undefined,
        verify: calls.find !== undefined,
      },
      ...(options.byHand && { byHand: options.byHand }),
    }),
    async *find(identities) {
      const records = await reached(found(identities));
      if (records.length > 0) yield rowsOf(records);
    },
    async *read(identities) {
      for (const { ref, email } of await reached(found(identities)))
        yield* readOf(platform, key, keyOf(ref), ref, email);
    },
    async *plan({ intent, identities, changes = [] }) {
      const records = await reached(found(identities));
      if (records.length === 0) return;
      const rows = rowsOf(records);
      if (intent === 'read') yield { ...rows, act: 'read', because: 'held in this account' };
      if (intent === 'erase')
        yield calls.erase
          ? { ...rows, act: 'delete', because: 'the account can delete a person for good' }
          : { ...rows, act: 'blocked', because: 'this interface declares no way to delete for good' };
      if (intent === 'change') {
        const known = changes.filter(({ what }) => calls.change?.fields[what] !== undefined);
        if (known.length > 0)
          yield { ...rows, act: 'change', because: 'to be corrected', columns: constants(known) };
      }
    },
    async apply(steps) {
      const done: { id: string; written: number }[] = [];
      for (const step of steps) {
        let written = 0;
        for (const values of step.keys) written += await reached(applyOne(platform, step, refOf(values)));
        done.push({ id: step.id, written });
      }
      return done;
    },
    async verify(identities, written, stays) {
      let left = 0;
      for await (const step of written) {
        if (step.act !== 'delete') continue;
        for (const values of step.keys) {
          if (await reached(platform.isThere(refOf(values)))) left += 1;
        }
      }
      const again = (await reached(found(identities))).filter(({ ref }) => !stays(RECORDS, keyOf(ref)));
      const count = Math.max(left, again.length);
      const leftover: Leftover = {
        table: RECORDS,
        count,
        because: 'still found in the account after it was deleted',
      };
      return count > 0 ? [leftover] : [];
    },
    close: async () => {},
  };
}

const constants = (
  changes: readonly { what: string; becomes: Value }[],
): NonNullable<PlannedRows['columns']> =>
  Object.fromEntries(
    changes.map(({ what, becomes }) => [what, { with: 'constant' as const, value: becomes }]),
  );

async function applyOne(platform: Platform, { act, columns = {} }: Step, ref: Ref): Promise<number> {
  if (!(await platform.isThere(ref))) return 0;
  if (act === 'delete') await platform.erase(ref);
  else
    await platform.change(
      ref,
      Object.fromEntries(
        Object.entries(columns).flatMap(([field, by]) => (by.with === 'constant' ? [[field, by.value]] : [])),
      ),
    );
  return 1;
}

async function* readOf(
  platform: Platform,
  key: readonly string[],
  values: readonly Value[],
  ref: Ref,
  email: string,
): AsyncGenerator<ReadRows> {
  for await (const { what, items } of platform.read(ref, email))
    yield { table: what, key, keys: items.map(() => values), count: items.length, rows: items.map(flat) };
}

/** An answer as a row: nested values keep their JSON, links of the interface itself are none of the person's data. */
const flat = (item: Readonly<Record<string, unknown>>): Row =>
  Object.fromEntries(
    Object.entries(item)
      .filter(([field]) => field !== '_links')
      .map(([field, value]) => [
        field,
        value === null || ['string', 'number', 'boolean'].includes(typeof value)
          ? (value as Value)
          : JSON.stringify(value),
      ]),
  );

const emailsOf = (identities: readonly KnownAs[]): string[] => [
  ...new Set(
    identities.flatMap(({ kind, value }) =>
      kind === 'email' ? [value.normalize('NFKC').trim().toLowerCase()] : [],
    ),
  ),
];

/** A supplier who fails is one who cannot be reached: the plan waits, and nothing is taken for done. */
async function reached<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (fault) {
    if (fault instanceof HttpFault)
      throw new Refused('systems.unreachable', `The system did not answer as it should: ${fault.message}.`);
    throw fault;
  }
}
