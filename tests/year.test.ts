import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ending } from '../demo/ending.ts';
import { liveYear } from '../demo/year.ts';
import { clockFor, demonstrationIn, writeDemonstration } from '../src/doors/demonstration.ts';

/*
 * A year in the life of a company: a few dozen people and a night in each fortnight in every run, thousands and every night
 * in the deep one. What is acted and looked at is the same.
 */

const DEEP = process.env.KEPT_DEEP === '1';
const [PEOPLE, NIGHTS] = DEEP ? [3_000, 1] : [40, 28];

describe('a year', () => {
  let folder: string;
  let data: string;
  let ending: Ending;
  const lines: string[] = [];
  beforeAll(
    async () => {
      folder = mkdtempSync(join(tmpdir(), 'kept-year-'));
      data = join(folder, 'data');
      ending = await liveYear({
        data,
        people: PEOPLE,
        nights: NIGHTS,
        print: (line) => lines.push(line),
      });
    },
    DEEP ? 3_600_000 : 900_000,
  );
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('ends with every promise of the built rooms kept or attested, and nothing broken', () => {
    expect(ending.problems, lines.join('\n')).toEqual([]);
    expect(ending.totals).toMatchObject({ broken: 0, 'at-risk': 0 });
    expect(ending.totals.kept).toBeGreaterThan(50);
  });

  test('tells on the way what was wrong, why, and that it was mended', () => {
    const story = lines.join('\n');

    expect(story).toMatch(/2027-05-13 {2}OUT-018 .*broken|OUT-018 ✕ broken: The office-manager was to sign/);
    expect(story).toMatch(/OUT-018 ✓ attested again/);
    expect(story).toContain('The disk is lost. The backup of the morning is restored');
    expect(story).toContain('People are told first; the old version stays until then.');
  });

  test('uses every door: forms, mail, telephone, console, command line', () => {
    for (const what of [
      'newsletter forms',
      'confirmed',
      'orders',
      'places booked',
      'calls',
      'requests refused',
      'erasures',
      'sign-ins of staff',
      'restored backups',
      'held records that went',
    ])
      expect(ending.figures[what], what).toBeGreaterThan(0);
  });

  test('leaves a demonstration, whose clock goes on from the end of the year', () => {
    expect(demonstrationIn(data)?.since).not.toBeNull();
    const clock = clockFor({ dataDir: data, databaseUrl: undefined });

    expect(clock.today('Europe/London')).toBe('2027-11-02');
  });
});

describe('a demonstration', () => {
  test('has no database but its own: made-up time and real people do not meet', () => {
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
});
