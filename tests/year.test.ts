import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ending } from '../demo/ending.ts';
import { liveYear } from '../demo/year.ts';
import { clockFor, demonstrationIn, writeDemonstration } from '../src/doors/demonstration.ts';

/*
 * A year in the life of a company. In every run its first six weeks with a few people; the whole of it, every night, with
 * thousands, in the deep one.
 */

const DEEP = process.env.KEPT_DEEP === '1';

/** Of these nothing happens in six weeks, so that only a proof shows them. */
const PROVEN = ['OUT-110', 'OUT-152'];

describe('a year', () => {
  let folder: string;
  let ending: Ending;
  const lines: string[] = [];
  beforeAll(
    async () => {
      folder = mkdtempSync(join(tmpdir(), 'kept-year-'));
      ending = await liveYear({
        data: join(folder, 'data'),
        ...(DEEP
          ? { people: 3_000, nights: 1 }
          : { people: 20, nights: 7, last: '2026-12-13', proves: PROVEN }),
        print: (line) => lines.push(line),
      });
    },
    DEEP ? 7_200_000 : 600_000,
  );
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const story = () => lines.join('\n');

  test('ends with nothing broken, its ledger whole and its history explained', () => {
    // In a few weeks not everything has happened that a promise is about.
    const problems = ending.problems.filter((problem) => DEEP || !/ is unproven: /.test(problem));

    expect(problems, story()).toEqual([]);
    expect(ending.totals).toMatchObject({ broken: 0 });
    expect(ending.totals.kept).toBeGreaterThan(DEEP ? 60 : 10);
  });

  test('shows as proven what was proven for the version in force and has not happened yet', () => {
    expect(ending.says.join('\n')).toMatch(
      DEEP ? /by proof alone/ : /by proof alone {2}(?=.*OUT-110)(?=.*OUT-152)/,
    );
    expect(story()).toMatch(/proven on twins: \d+ promises; 0 are refuted/);
  });

  test('changes its policy only after people were told', () => {
    expect(story()).toContain('People are told first; the old version stays until then.');
    expect(ending.figures.confirmed).toBeGreaterThan(0);
    expect(ending.figures['requests answered']).toBeGreaterThan(0);
    expect(ending.figures['sign-ins of staff']).toBeGreaterThan(0);
  });

  test('leaves a demonstration, whose clock goes on from there', () => {
    const data = join(folder, 'data');

    expect(demonstrationIn(data)?.since).not.toBeNull();
    expect(clockFor({ dataDir: data, databaseUrl: undefined }).today('Europe/London')).toBe(
      DEEP ? '2027-11-02' : '2026-12-14',
    );
  });

  test.runIf(DEEP)(
    'tells what was wrong, why, and that it was mended; a lost disk brings nobody back',
    () => {
      expect(story()).toMatch(/OUT-018.* ✕ broken: /);
      expect(story()).toMatch(/OUT-018.* ✓ attested again/);
      expect(story()).toContain('The disk is lost. The backup of the morning is restored');
      for (const what of ['places booked', 'requests refused', 'erasures', 'held records that went'])
        expect(ending.figures[what], what).toBeGreaterThan(0);
    },
  );
});

test('a demonstration has no database but its own: made-up time and real people do not meet', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kept-demonstration-'));
  try {
    expect(demonstrationIn(folder)).toBeNull();
    writeDemonstration(folder, { at: '2027-11-02T09:00:00.000Z', since: null });

    expect(clockFor({ dataDir: folder, databaseUrl: undefined }).now()).toBe('2027-11-02T09:00:00.000Z');
    expect(() => clockFor({ dataDir: folder, databaseUrl: 'postgres://db/kept' })).toThrow(/DATABASE_URL/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
