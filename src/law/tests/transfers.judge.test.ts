import { expect, test } from 'vitest';
import {
  adequacyOf,
  EU_UK_ADEQUACY_ALARM,
  isRestricted,
  mechanismValid,
  TRANSFER_MECHANISMS,
  type Transfer,
} from '../index.ts';

const toIndia = (mechanism: Transfer['mechanism'], more: Partial<Transfer> = {}) =>
  mechanismValid({ from: 'uk', country: 'in', mechanism, on: '2026-11-02', ...more });
const toUs = (mechanism: Transfer['mechanism'], more: Partial<Transfer> = {}) =>
  mechanismValid({ from: 'uk', country: 'us', mechanism, on: '2026-11-02', ...more });

test('X1: what stays in the UK, or from the EU in the EEA, is no restricted transfer', () => {
  expect([
    isRestricted('uk', 'gb'),
    isRestricted('uk', 'fr'),
    isRestricted('eu', 'no'),
    isRestricted('eu', 'gb'),
  ]).toEqual([false, true, false, true]);
});
test('X1: a derogation does not carry a repeated flow, save those that may repeat', () => {
  expect(toIndia('art-49-contract', { repeated: true })).toMatchObject({
    valid: false,
    rule: 'X1.derogations',
  });
  expect(toIndia('art-49-contract', { repeated: false })).toMatchObject({ valid: true, needs: [] });
  expect(toIndia('art-49-public-register', { repeated: true }).valid).toBe(true);
  expect(toIndia('art-49-consent').needs).toHaveLength(1);
});
test('X2: France, New Zealand and Korea are adequate for the UK, India is not', () => {
  const adequate = (country: string) =>
    mechanismValid({ from: 'uk', country, mechanism: 'adequacy', on: '2026-11-02' }).valid;
  expect(['fr', 'nz', 'kr', 'in'].map(adequate)).toEqual([true, true, true, false]);
});
test('X2: Korea is adequate from 19 December 2022', () => {
  expect(adequacyOf('uk', 'kr', '2022-12-18')).toBeNull();
  expect(adequacyOf('uk', 'kr', '2022-12-19')).not.toBeNull();
});
test('X2: Canada is adequate where PIPEDA reaches the recipient', () => {
  const canada = { from: 'uk', country: 'ca', mechanism: 'adequacy', on: '2026-11-02' } as const;
  expect(mechanismValid(canada).needs).toHaveLength(1);
  expect(mechanismValid({ ...canada, recipientCovered: false }).valid).toBe(false);
});
test('X2: the Faroe Islands are adequate by a rule that nobody read', () => {
  expect(adequacyOf('uk', 'fo', '2026-11-02')?.rule).toBe('X2.faroe-islands');
});
test('X3: the data bridge carries from 12 October 2023, with the UK Extension', () => {
  expect(toUs('data-bridge', { on: '2023-10-11', recipientCovered: true }).valid).toBe(false);
  expect(toUs('data-bridge', { on: '2023-10-12', recipientCovered: true })).toMatchObject({
    valid: true,
    needs: [],
  });
  expect(toUs('data-bridge', { recipientCovered: false }).valid).toBe(false);
  expect(toUs('data-bridge').needs).toHaveLength(1);
});
test('X3: personnel data needs the recipient’s own flag', () => {
  const personnel = { recipientCovered: true, personnelData: true } as const;
  expect(toUs('data-bridge', personnel).needs).toHaveLength(1);
  expect(toUs('data-bridge', { ...personnel, recipientCoversPersonnelData: false }).valid).toBe(false);
});
test('X3: the data bridge reaches no country but the United States, and serves no sender in the EU', () => {
  expect(toIndia('data-bridge').valid).toBe(false);
  expect(toUs('data-bridge', { from: 'eu' }).valid).toBe(false);
});
test('X3: the Privacy Shield and Safe Harbor are always invalid', () => {
  expect(toUs('privacy-shield')).toMatchObject({ valid: false, rule: 'X3.privacy-shield' });
  expect(toUs('safe-harbor', { on: '2016-01-01' })).toMatchObject({ valid: false, rule: 'X3.safe-harbor' });
});
test('X4: to India on 2 November 2026 the EU clauses alone fail, with the Addendum they carry', () => {
  expect(toIndia('eu-sccs-2021')).toMatchObject({ valid: false, rule: 'X4' });
  expect(toIndia('addendum', { assessedOn: '2026-10-01' })).toMatchObject({ valid: true, needs: [] });
  expect(toIndia('idta', { assessedOn: '2026-10-01' }).valid).toBe(true);
});
test('X4: the IDTA exists from 21 March 2022, and not in the EU', () => {
  expect(toIndia('idta', { on: '2022-03-20' }).valid).toBe(false);
  expect(toIndia('idta', { from: 'eu' }).valid).toBe(false);
  expect(toIndia('eu-sccs-2021', { from: 'eu', assessedOn: '2026-10-01' })).toMatchObject({
    valid: true,
    needs: [],
  });
});
test('X4: the clauses of before 2021 carried old contracts to 21 March 2024 and no new one from 22 September 2022', () => {
  const old = (on: Transfer['on'], concludedOn: Transfer['on']) =>
    toIndia('eu-sccs-pre-2021', { on, concludedOn, assessedOn: concludedOn }).valid;
  expect(old('2024-03-21', '2022-09-21')).toBe(true);
  expect(old('2024-03-21', '2022-09-22')).toBe(false);
  expect(old('2024-03-22', '2022-09-21')).toBe(false);
});
test('X5: a safeguard also needs the data protection test, and one made before 5 February 2026 is saved', () => {
  expect(toIndia('idta').needs).toEqual(['the data protection test: protection not materially lower']);
  expect(toIndia('idta', { on: '2026-02-04' }).needs).toEqual(['a transfer risk assessment']);
  expect(toIndia('idta', { assessedOn: '2025-05-01' }).needs).toEqual([]);
});
test('X6: the EU regards the UK as adequate to 27 December 2031, with an alarm half a year before', () => {
  const toUk = (on: Transfer['on']) =>
    mechanismValid({ from: 'eu', country: 'gb', mechanism: 'adequacy', on }).valid;
  expect([toUk('2025-12-18'), toUk('2025-12-19'), toUk('2031-12-27'), toUk('2031-12-28')]).toEqual([
    true,
    true,
    true,
    false,
  ]);
  expect(EU_UK_ADEQUACY_ALARM).toBe('2031-06-27');
});
test('X7: the framework carries from the EU to an active recipient in the United States', () => {
  const active = { from: 'eu', recipientCovered: true } as const;
  expect(toUs('adequacy', active)).toMatchObject({ valid: true, rule: 'X7', needs: [] });
  expect(toUs('adequacy', { ...active, on: '2023-07-09' }).valid).toBe(false);
});
test('every mechanism is answered with a reason, whatever the country', () => {
  for (const mechanism of TRANSFER_MECHANISMS) {
    for (const country of ['us', 'in', 'fr', 'gb']) {
      for (const from of ['uk', 'eu'] as const) {
        const verdict = mechanismValid({ from, country, mechanism, on: '2026-11-02' });
        expect(verdict.because, `${mechanism} ${from} ${country}`).not.toBe('');
      }
    }
  }
});
test('X2: a country misspelt is refused, or it would pass for one without adequacy', () => {
  for (const country of ['uk', 'eu', 'USA', 'India']) {
    expect(() => isRestricted('uk', country), country).toThrow(
      expect.objectContaining({ code: 'law.country-unknown' }),
    );
  }
  expect(mechanismValid({ from: 'uk', country: 'eea', mechanism: 'adequacy', on: '2026-11-02' }).valid).toBe(
    true,
  );
  expect(isRestricted('eu', 'eea')).toBe(false);
});
