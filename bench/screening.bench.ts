/*
 * How long a list of as many lines as people takes to screen, and in how much memory: against what somebody would write by
 * hand, which hashes the same addresses, copies them in, joins, and copies the result out.
 *
 *   npm run bench screening [people]
 *
 * Goal, on 1,000,000 lines: at most three times what it takes by hand, in memory that does not grow with the list. The two take
 * turns, and the medians count.
 */
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { canonical } from '../src/people/index.ts';
import { type House, type Screened, screenList } from '../src/procedures/index.ts';
import { addressOf, medianOf, say, withPeople } from './people.ts';

const people = Number(process.argv[2] ?? 50_000);
const TURNS = people > 200_000 ? 1 : 3;
const GOAL = 3;
/** What a list may add to the process, in megabytes, however long it is. */
const MOST = 150;
const folder = mkdtempSync(join(tmpdir(), 'kept-screening-'));
const list = join(folder, 'list.csv');

/** Every tenth line is of somebody we do not know, every thousandth is no address. */
function* lines(): Generator<string> {
  yield 'id,name,email,city\n';
  for (let n = 0; n < people; n++) {
    const address =
      n % 1000 === 999 ? 'no address' : n % 10 === 9 ? `stranger${n}@people.example` : addressOf(n);
    yield `${n},"Somebody, ${n}",${address},Larkhill\n`;
  }
}

async function ours(
  house: House,
): Promise<{ seconds: number; screened: Screened | null; megabytes: number }> {
  const start = performance.now();
  let most = 0;
  const result: { screened: Screened | null } = { screened: null };
  await pipeline(
    createReadStream(list, { highWaterMark: 256 * 1024 }),
    (bytes) =>
      screenList(
        house,
        { purpose: 'news', channel: 'email', form: 'csv' },
        bytes as AsyncIterable<Uint8Array>,
        {
          progress: () => {
            most = Math.max(most, process.memoryUsage().rss);
          },
          done: (screened) => {
            result.screened = screened;
          },
        },
      ),
    createWriteStream(join(folder, 'screened.csv')),
  );
  return { seconds: (performance.now() - start) / 1000, ...result, megabytes: most / 2 ** 20 };
}

async function byHand({ store, vault }: House): Promise<number> {
  const start = performance.now();
  const client = await store.pool.connect();
  try {
    await client.query('create temp table list (line text, lookup bytea, suppression bytea)');
    async function* rows() {
      let some = '';
      for await (const line of createInterface({ input: createReadStream(list) })) {
        const address = /,([^,"]*),[^,]*$/.exec(line)?.[1] ?? '';
        const text = address.includes('@') ? canonical({ kind: 'email', value: address }) : '';
        const hex = (bytes: Buffer) => `\\\\x${bytes.toString('hex')}`;
        some += `${line}\t${hex(vault.lookupHash('email', text))}\t${hex(vault.suppressionHash('email', text))}\n`;
        if (some.length < 100_000) continue;
        yield some;
        some = '';
      }
      yield some;
    }
    await pipeline(Readable.from(rows()), client.query(copyFrom('copy list from stdin')));
    await client.query('analyze list');
    await pipeline(
      client.query(
        copyTo(`copy (select l.line, case when s.hash is not null then 'deny' when p.state = 'granted' then 'allow' else 'deny' end
          from list l left join identity i on i.hash = l.lookup
          left join (select distinct on (person_id) person_id, state from permission where purpose = 'news' and channel = 'email'
            order by person_id, at desc, recorded_at desc, id desc) p on p.person_id = i.person_id
          left join suppression s on s.hash = l.suppression and s.scope in ('marketing', 'news')) to stdout`),
      ),
      createWriteStream(join(folder, 'by-hand.csv')),
    );
    await client.query('drop table list');
  } finally {
    client.release();
  }
  return (performance.now() - start) / 1000;
}

try {
  await pipeline(Readable.from(lines()), createWriteStream(list));
  await withPeople(people, async (house) => {
    const before = process.memoryUsage().rss / 2 ** 20;
    const turns = [];
    for (let turn = 0; turn < TURNS; turn++)
      turns.push({ hand: await byHand(house), ...(await ours(house)) });
    const hand = medianOf(turns.map((one) => one.hand));
    const seconds = medianOf(turns.map((one) => one.seconds));
    const megabytes = Math.max(...turns.map((one) => one.megabytes)) - before;
    const screened = turns[0]?.screened;
    const rate = (of: number) => `${Math.round(people / of).toLocaleString('en')} lines a second`;
    say(
      `screen ${people.toLocaleString('en')} lines`,
      `${seconds.toFixed(1)} s, ${rate(seconds)}, ${Math.round(megabytes)} MB more than before (goal: ${MOST})`,
    );
    say('  COPY in, join, COPY out, written by hand', `${hand.toFixed(1)} s, ${rate(hand)}`);
    say('  of that', `${(seconds / hand).toFixed(2)} times (goal: ${GOAL})`);
    say('  verdicts', JSON.stringify(screened?.verdicts));
    if (seconds > GOAL * hand)
      throw new Error('a screening takes more than three times what it takes by hand');
    if (megabytes > MOST) throw new Error('a screening holds more of the list than it should');
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
