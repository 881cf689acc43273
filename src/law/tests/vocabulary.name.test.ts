import { expect, test } from 'vitest';
import { BASIS_TERMS, iriOf, LAWFUL_BASES, RIGHT_TERMS, RIGHTS, VOCABULARY } from '../index.ts';

test('a term has the IRI of its vocabulary', () => {
  expect(iriOf('dpv:Consent')).toBe('https://w3id.org/dpv#Consent');
  expect(iriOf('eu-gdpr:A6-1-f')).toBe('https://w3id.org/dpv/legal/eu/gdpr#A6-1-f');
  expect(iriOf('pd:EmailAddress')).toBe('https://w3id.org/dpv/pd#EmailAddress');
  expect(iriOf('risk:DataBreach')).toBe('https://w3id.org/dpv/risk#DataBreach');
});
test('the UK’s own basis has a term of ours, for the vocabulary has none', () => {
  expect(iriOf(BASIS_TERMS['recognised-legitimate-interests'])).toBe('urn:kept:law:uk-A6-1-ea');
});
test('every basis and every right has a term, and no term stands twice', () => {
  expect(Object.keys(BASIS_TERMS)).toEqual(Object.keys(LAWFUL_BASES));
  expect(Object.keys(RIGHT_TERMS)).toEqual(Object.keys(RIGHTS));
  const all = Object.values(VOCABULARY).flat();
  expect(new Set(all).size).toBe(all.length);
});
