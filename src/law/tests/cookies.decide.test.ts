import { expect, test } from 'vitest';
import { largestFine, mayStore, pecrFineCap, STORAGE_PURPOSES, storageNeeds } from '../index.ts';

const STATISTICS = {
  ownServiceToImproveIt: true,
  vendorIsProcessor: true,
  noIndividualTracking: true,
  clearInformation: true,
  freeObjection: true,
};
const UK = { jurisdiction: 'uk', on: '2026-02-06' } as const;

test('P10: analytics on 6 February 2026 need notice and an opt-out in the UK, consent in Germany', () => {
  expect(storageNeeds('statistical', { ...UK, statistical: STATISTICS }).needs).toBe('exempt-with-objection');
  expect(storageNeeds('statistical', { ...UK, jurisdiction: 'eu', statistical: STATISTICS }).needs).toBe(
    'consent',
  );
});
test('P10: before 5 February 2026 analytics need consent in the UK too', () => {
  const before = { ...UK, on: '2026-02-04', statistical: STATISTICS } as const;
  expect(storageNeeds('statistical', before)).toMatchObject({ needs: 'consent', rule: 'P10.before-duaa' });
});
test('P10: the statistical exemption holds with all its evidence or not at all', () => {
  for (const name of Object.keys(STATISTICS)) {
    const statistical = { ...STATISTICS, [name]: false };
    expect(storageNeeds('statistical', { ...UK, statistical }).needs, name).toBe('consent');
  }
  expect(storageNeeds('statistical', UK).needs).toBe('consent');
});
test('P10: advertising and tracking always need consent; what is necessary never does', () => {
  const needs = Object.fromEntries(
    STORAGE_PURPOSES.map((purpose) => [purpose, storageNeeds(purpose, UK).needs]),
  );
  expect(needs).toMatchObject({ advertising: 'consent', tracking: 'consent', 'social-media': 'consent' });
  expect(needs).toMatchObject({
    communication: 'exempt',
    'strictly-necessary': 'exempt',
    'emergency-location': 'exempt',
  });
});
test('P10: appearance is exempt with an objection by a rule that nobody read', () => {
  expect(storageNeeds('appearance', UK)).toMatchObject({
    needs: 'exempt-with-objection',
    rule: 'P10.appearance',
  });
});
test('P10: silence means no where consent is needed, yes where an objection is', () => {
  const consent = storageNeeds('advertising', UK);
  const told = storageNeeds('statistical', { ...UK, statistical: STATISTICS });
  expect([mayStore(consent, null), mayStore(consent, 'refused'), mayStore(consent, 'granted')]).toEqual([
    false,
    false,
    true,
  ]);
  expect([mayStore(told, null), mayStore(told, 'refused'), mayStore(told, 'granted')]).toEqual([
    true,
    false,
    true,
  ]);
  expect(mayStore(storageNeeds('strictly-necessary', UK), 'refused')).toBe(true);
});
test('P12: spam of 4 February 2026 keeps the old maximum, of the day after has the new', () => {
  expect(pecrFineCap('22', '2026-02-04')).toMatchObject({ pounds: 500_000, percentOfTurnover: null });
  expect(pecrFineCap('22', '2026-02-05')).toMatchObject({ pounds: 17_500_000, percentOfTurnover: 4 });
  expect(pecrFineCap('15', '2026-02-05')).toMatchObject({ pounds: 8_700_000, percentOfTurnover: 2 });
});
test('P12: the larger of the sum and the share counts', () => {
  expect(largestFine(pecrFineCap('22', '2026-11-02'), 1_000_000_000)).toBe(40_000_000);
  expect(largestFine(pecrFineCap('22', '2026-11-02'), 1_000_000)).toBe(17_500_000);
});
