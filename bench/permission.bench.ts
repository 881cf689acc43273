/*
 * How many things that people said are recorded a second: the person found and held, the record, the suppression lifted, the
 * entry in the ledger, all durable; against bare INSERTs of one row at the same concurrency.
 *
 *   npm run bench permission [people]
 *
 * Goal, on 1,000,000 people: at least a fifth of the bare rows, for whom we know and for who is new. They take turns, and the
 * medians count: another program that works the disk for a while slows both.
 */
import { newId } from '../src/base/index.ts';
import { type House, takePermission } from '../src/procedures/index.ts';
import { addressOf, medianOf, say, withPeople } from './people.ts';

const people = Number(process.argv[2] ?? 20_000);
const WRITERS = 10;
const EACH = 100;
const TURNS = 7;
const GOAL = 0.2;

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
    purpose: 'news',
    channel: 'email',
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
  const rates = { bare: [] as number[], known: [] as number[], made: [] as number[] };
  const per = WRITERS * EACH;
  for (let turn = -1; turn < TURNS; turn++) {
    const bare = await rateOf(insert);
    const known = await rateOf((n) => record(house, addressOf((turn + 1) * per + n)));
    const made = await rateOf((n) => record(house, `new${turn}-${n}@people.example`));
    // The first turn warms up.
    if (turn < 0) continue;
    rates.bare.push(bare);
    rates.known.push(known);
    rates.made.push(made);
  }
  const [bare, known, made] = [medianOf(rates.bare), medianOf(rates.known), medianOf(rates.made)];
  const tell = (rate: number) => `${Math.round(rate).toLocaleString('en')} a second`;
  const share = (rate: number) => `${((100 * rate) / bare).toFixed(0)} % (goal: ${100 * GOAL} %)`;
  say(`bare INSERT of one row, ${WRITERS} writers`, tell(bare));
  say(`record what one of ${people.toLocaleString('en')} people said`, `${tell(known)}, ${share(known)}`);
  say('  somebody new: sealed under a key of their own', `${tell(made)}, ${share(made)}`);
  if (Math.min(known, made) < GOAL * bare)
    throw new Error('recording takes more than five times what a bare row takes');
});
process.exit();
