/*
 * How many things that people said are recorded a second: the person found and held, the record, the suppression lifted, the
 * entry in the ledger, all durable; against bare INSERTs of one row at the same concurrency.
 *
 *   node bench/permission.bench.ts [people]
 */
import { newId } from '../src/base/index.ts';
import { type House, takePermission } from '../src/procedures/index.ts';
import { addressOf, say, withPeople } from './people.ts';

const people = Number(process.argv[2] ?? 100_000);
const WRITERS = 10;
const EACH = 300;

async function rateOf(write: (n: number) => Promise<unknown>): Promise<number> {
  const start = performance.now();
  const writer = async (first: number) => {
    for (let n = 0; n < EACH; n++) await write(first * EACH + n);
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, first) => writer(first)));
  return (WRITERS * EACH * 1000) / (performance.now() - start);
}

const record = (house: House, value: string) =>
  takePermission(house, {
    identities: [{ kind: 'email', value }],
    purpose: 'wedding-lists',
    channel: 'use',
    state: 'granted',
    wording: 'question-2026',
    source: 'bench',
    at: house.clock.now(),
  });

await withPeople(people, async (house) => {
  const { store, clock } = house;
  await store.rows(
    'create table bare (id uuid primary key, person_id uuid, purpose text, state text, said_at timestamptz)',
  );
  const insert = () =>
    store.rows(`insert into bare values ($1, $2, 'news', 'granted', $3)`, [
      newId(clock.now()),
      newId(clock.now()),
      clock.now(),
    ]);
  const tell = (rate: number) => `${Math.round(rate).toLocaleString('en')} a second`;
  await rateOf(insert);
  const bare = await rateOf(insert);
  const known = await rateOf((n) => record(house, addressOf(n)));
  const made = await rateOf((n) => record(house, `new${n}@people.example`));
  say(`bare INSERT of one row, ${WRITERS} writers`, tell(bare));
  say(
    `record what one of ${people.toLocaleString('en')} people said`,
    `${tell(known)}, ${((100 * known) / bare).toFixed(0)} %`,
  );
  say(
    '  somebody new: sealed under a key of their own',
    `${tell(made)}, ${((100 * made) / bare).toFixed(0)} %`,
  );
  if (known < 0.2 * bare) throw new Error('recording takes more than five times what a bare row takes');
});
