import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import type { Day } from '../../base/index.ts';
import { takeCallList } from '../index.ts';
import { type Houses, withHouses } from './houses.ts';

const LISTED = '+44 1632 960999';
const OTHER = '01632 960111';
const DEEP = process.env.KEPT_DEEP === '1';

const take = ({ one }: Houses, list: 'tps' | 'ctps', asOf: Day, text: string) =>
  takeCallList(one, list, { asOf, bytes: Readable.from([Buffer.from(text)]), by: 'test' });

const onIt = async ({ store }: Houses) =>
  (await store.rows<{ listed_on: Day }>('select listed_on from call_list order by listed_on, hash')).map(
    ({ listed_on }) => listed_on,
  );

test('a call list counts from its date, is taken whole, and never goes back', () =>
  withHouses(async (houses) => {
    await take(houses, 'tps', '2026-10-22', `number\n${LISTED}\n${LISTED.replaceAll(' ', '')}\n`);
    expect(await onIt(houses)).toEqual(['1900-01-01']);

    // Who is new on the next one has been listed since the one before, or since the day that the file says.
    await take(houses, 'tps', '2026-11-20', `${LISTED}\n${OTHER}\n01632960222,2026-11-02\n`);
    expect(await onIt(houses)).toEqual(['1900-01-01', '2026-10-22', '2026-11-02']);

    // Who left it, left it.
    await take(houses, 'tps', '2026-11-21', `${OTHER}\n`);
    expect(await onIt(houses)).toEqual(['2026-10-22']);
    await expect(take(houses, 'tps', '2026-11-21', LISTED)).rejects.toMatchObject({
      code: 'permission.old-list',
    });
    await expect(take(houses, 'tps', '2126-11-21', LISTED)).rejects.toMatchObject({
      code: 'permission.future-list',
    });
    // The other register is another list.
    await take(houses, 'ctps', '2026-10-01', LISTED);
    expect((await onIt(houses)).length).toBe(2);
  }));

test('a list with a line that names nobody, or with nobody at all, changes nothing', () =>
  withHouses(async (houses) => {
    await take(houses, 'tps', '2026-10-22', `${LISTED}\n`);
    const refusals: [string, string][] = [
      [`phone,note\n${OTHER},a\nsomebody,b\n`, 'permission.no-number'],
      ['phone\n', 'permission.empty-list'],
      ['a,b\nc,d\n', 'screen.no-column'],
    ];
    for (const [text, code] of refusals)
      await expect(take(houses, 'tps', '2026-11-21', text)).rejects.toMatchObject({ code });

    expect(await onIt(houses)).toEqual(['1900-01-01']);
    expect(
      await houses.store.rows("select kind from evidence_entry where kind = 'call-list.imported'"),
    ).toHaveLength(1);
  }));

const MANY = DEEP ? 5_000_000 : 50_000;

test(
  `a list of ${MANY} numbers is taken in flat memory, and the next one costs what changed`,
  { timeout: 1_800_000 },
  () =>
    withHouses(async (houses) => {
      async function* lines(from: number): AsyncGenerator<Buffer> {
        for (let n = from; n < from + MANY; n += 1_000)
          yield Buffer.from(
            Array.from({ length: 1_000 }, (_, one) => `0${1_000_000_000 + n + one}\n`).join(''),
          );
      }
      const most = { bytes: 0 };
      const start = process.memoryUsage().rss;
      const file = (asOf: Day, from: number) => ({
        asOf,
        bytes: lines(from),
        by: 'test',
        progress: () => {
          most.bytes = Math.max(most.bytes, process.memoryUsage().rss - start);
        },
      });

      expect(await takeCallList(houses.one, 'tps', file('2026-10-22', 0))).toMatchObject({ numbers: MANY });
      expect(await takeCallList(houses.one, 'tps', file('2026-11-20', 1_000))).toMatchObject({
        numbers: MANY,
      });

      expect(most.bytes).toBeLessThan(200 * 1024 * 1024);
      const listed = await houses.store.rows(
        'select listed_on, count(*)::int as many from call_list group by 1 order by 1',
      );
      expect(listed).toEqual([
        { listed_on: '1900-01-01', many: MANY - 1_000 },
        { listed_on: '2026-10-22', many: 1_000 },
      ]);
    }),
);
