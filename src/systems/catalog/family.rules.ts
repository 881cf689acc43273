import type { Family } from './catalog.ts';

const FAMILIES: readonly [Family, RegExp][] = [
  ['boolean', /^(bool|boolean|tinyint\(1\)|bit\(1\)|bit)\b/],
  ['uuid', /^(uuid|uniqueidentifier)\b/],
  ['network', /^(inet|cidr|macaddr)/],
  ['json', /^jsonb?\b/],
  ['place', /^(point|geometry|geography|polygon|linestring)/],
  ['binary', /^(bytea|.*blob|.*binary|image|oid)\b/],
  ['moment', /^(timestamp|datetime|smalldatetime)/],
  ['date', /^date\b/],
  ['integer', /^((tiny|small|medium|big)?int(eger)?|int\d|.*serial|year)/],
  ['number', /^(numeric|decimal|number|real|double|float|money|dec)\b/],
  ['text', /^(.*char|.*text|string|clob|citext|name|nvarchar|enum|set|xml|nchar|character)/],
];

/** The family of a type as a database writes it; a list of something is `other`, except of text. */
export function familyOf(type: string): Family {
  const plain = type.trim().toLowerCase();
  if (plain === '') return 'text'; // SQLite: no type at all holds anything
  if (plain.endsWith('[]')) return /char|text/.test(plain) ? 'text' : 'other';
  return FAMILIES.find(([, pattern]) => pattern.test(plain))?.[0] ?? 'other';
}
