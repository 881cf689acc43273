import { expect, test } from 'vitest';
import { markThirdParties, type Own, redactText, thirdPartyReview } from '../thirdparties.rules.ts';

const OWN: Own = {
  emails: ['Ada@client.example'],
  phones: ['+44 1632 960001'],
  names: ['Ada King'],
};
const values = (text: string) => markThirdParties(text, OWN).map(({ value }) => value);

test.each([
  ['Please copy bob@x.example and ADA@client.example.', ['bob@x.example']],
  ['Ring 01632 960001 or (01632) 960 777 or +44 20 7946 0000.', ['01632960777', '442079460000']],
  ['Mr Zwartendijk and Mrs. O’Hara were there.', ['zwartendijk', 'o hara']],
  ['Dear Xanthippe, thanks for coming.', ['xanthippe']],
  ['Yesterday Anna Smith met Ada and David Jones.', ['anna smith', 'david jones']],
  ['Ada King said that Peter should ring.', ['peter']],
  ['Ada Smith is somebody else.', ['ada smith']],
  ['Kind regards, Zbigniew', ['zbigniew']],
  ['The Order was placed on Monday in York for 2026-11-22 09:00, 120.00 GBP, ref 20261122001.', []],
  ['Peter', []],
  ['', []],
] as [string, string[]][])('in "%s" others are %j', (text, expected) => {
  expect(values(text)).toEqual(expected);
});

test('marks say exactly where, and only what was accepted goes', () => {
  const text = 'Bob Miller <bob@x.example> wrote to Ada; Bob Miller again.';

  for (const { start, end, text: marked } of markThirdParties(text, OWN))
    expect(text.slice(start, end)).toBe(marked);
  expect(redactText(text, OWN, new Set(['bob miller']))).toBe(
    '[removed: about somebody else] <bob@x.example> wrote to Ada; [removed: about somebody else] again.',
  );
  expect(redactText(text, OWN, new Set())).toBe(text);
});

test('a reviewer decides about each other person once, however often they are named', () => {
  const review = thirdPartyReview(OWN);
  for (let n = 0; n < 3; n++) review.look(`Note ${n}: bob@x.example was there with Ada`);
  review.look('Mrs Hopper came');

  expect(review.found()).toEqual([
    { kind: 'email', value: 'bob@x.example', count: 3, seen: 'Note 0: bob@x.example was there with Ada' },
    { kind: 'name', value: 'hopper', count: 1, seen: 'Mrs Hopper came' },
  ]);
  expect(review.overflowed()).toBe(false);
});

test('text made to be slow is not', () => {
  const started = performance.now();
  markThirdParties('0'.repeat(200_000), OWN);
  markThirdParties(`${'a.'.repeat(100_000)}@`, OWN);
  markThirdParties('Anna '.repeat(40_000), OWN);
  expect(performance.now() - started).toBeLessThan(10_000);
});
