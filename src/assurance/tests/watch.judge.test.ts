import { describe, expect, test } from 'vitest';
import type { Page } from '../../systems/index.ts';
import {
  afterLook,
  digestOf,
  isDueForLook,
  isOffline,
  outcomeOf,
  visibleWords,
  type Watched,
} from '../watch.rules.ts';

const page = (text: string, status = 200): Page => ({ status, text, certificateUntil: null });
const moment = (day: number) => `2026-11-${String(day).padStart(2, '0')}T04:00:00.000Z`;

/** What is known after looks on the days 1, 2, 3 … */
const lookedAt = (...pages: Page[]): Watched | undefined =>
  pages.reduce<Watched | undefined>(
    (known, found, at) =>
      afterLook('https://a.example', known, found, {
        now: moment(at + 1),
        digest: digestOf(found),
        offline: false,
      }),
    undefined,
  );

describe('a look at an address', () => {
  test.each([
    [200, 'answers'],
    [204, 'answers'],
    [401, 'not-readable'],
    [403, 'not-readable'],
    [429, 'not-readable'],
    [404, 'dead'],
    [410, 'dead'],
    [500, 'dead'],
    [503, 'dead'],
  ])('at which %d comes finds that it %s', (status, outcome) => {
    expect(outcomeOf(page('', status)).outcome).toBe(outcome);
  });

  test('counts failures in a row, from the first of them', () => {
    expect(lookedAt(page('a'), page('', 404), page('', 500))).toMatchObject({
      failures: 2,
      failed_since: moment(2),
    });
    expect(lookedAt(page('a'), page('', 404), page('a'))).toMatchObject({ failures: 0, failed_since: null });
  });

  test('that could not be done says nothing of them, and stands beside when one was last done', () => {
    expect(lookedAt(page('a'), { fault: 'offline' })).toMatchObject({
      outcome: 'not-looked',
      looked_at: moment(1),
      tried_at: moment(2),
      failures: 0,
    });
    expect(lookedAt(page('', 404), { fault: 'offline' }, page('', 404))?.failures).toBe(2);
  });

  test('sees words that changed until somebody reads them or they are as before', () => {
    expect(lookedAt(page('a'), page('b'), page('b'))).toMatchObject({ changed_at: moment(2) });
    expect(lookedAt(page('a'), page('b'), page('a'))).toMatchObject({ changed_at: null });
    expect(lookedAt(page('a'), page('b'), page('', 403))).toMatchObject({ changed_at: moment(2) });
  });

  test('is due after the interval, and the day after one that failed', () => {
    const known = lookedAt(page('a'));
    expect(isDueForLook(undefined, 'P7D', '2026-11-01', null)).toBe(true);
    expect(isDueForLook(known, 'P7D', '2026-11-07', '2026-11-01')).toBe(false);
    expect(isDueForLook(known, 'P7D', '2026-11-08', '2026-11-01')).toBe(true);
    expect(isDueForLook(lookedAt(page('', 404)), 'P7D', '2026-11-01', '2026-11-01')).toBe(false);
    expect(isDueForLook(lookedAt(page('', 404)), 'P7D', '2026-11-02', '2026-11-01')).toBe(true);
  });
});

test('pages are compared by what a reader sees', () => {
  const before =
    '<head><title>1</title></head><body><!-- 1 --><p>We keep&nbsp;it &amp; <b>seal</b> it.</p><script>1</script></body>';
  const other =
    '<body class="2">\n<style>p { order: 2 }</style><div>We keep it &#38;  seal it.</div>\n</body>';
  expect(visibleWords(before)).toBe('We keep it & seal it.');
  expect(digestOf(page(before))).toBe(digestOf(page(other)));
  expect(digestOf(page(before))).not.toBe(digestOf(page(before.replace('keep', 'sell'))));
  expect(digestOf(page('<body></body>'))).toBeNull();
  expect(digestOf({ fault: 'timeout' })).toBeNull();
});

test('when no host of several can be reached, it is our way out that is broken', () => {
  const gone: Page = { fault: 'unknown-name' };
  const pages = (...all: Page[]) => new Map(all.map((one, at) => [`https://host-${at}.example/`, one]));
  expect(isOffline(pages(gone, { fault: 'timeout' }))).toBe(true);
  expect(isOffline(pages(gone, page('', 404)))).toBe(false);
  expect(isOffline(pages(gone, { fault: 'certificate' }))).toBe(false);
  expect(isOffline(pages(gone))).toBe(false);
  expect(
    isOffline(
      new Map([
        ['https://a.example/1', gone],
        ['https://a.example/2', gone],
      ]),
    ),
  ).toBe(false);
});
