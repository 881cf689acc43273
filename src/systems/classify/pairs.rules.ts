import type { Table } from '../catalog/catalog.ts';
import { type Classified, type Context, judged } from './classified.ts';
import { classify } from './classify.rules.ts';
import { tokensOf } from './tokens.rules.ts';

/** The columns of a key-value table (`meta_key`, `meta_value`). */
export interface KeyValue {
  readonly key: string;
  readonly value: string;
}

const KEYS =
  /^(key|name|field|attribute|property|schluessel|cle|clave|chiave|sleutel|klucz|option|setting|question|code|parameter)$/;
const VALUES =
  /^(value|values|val|wert|valeur|valor|valore|waarde|wartosc|content|data|answer|response|text)$/;

/** Two columns of which one says what the other holds; they share their other words, or have none. */
export function keyValueOf(table: Table): KeyValue | null {
  if (table.columns.length > 12) return null;
  const columns = table.columns
    .filter((column) => ['text', 'json', 'other'].includes(column.family))
    .map((column) => ({ name: column.name, tokens: tokensOf(column.name) }));
  for (const value of columns.filter(({ tokens }) => VALUES.test(tokens.at(-1) ?? ''))) {
    const stem = value.tokens.slice(0, -1).join(' ');
    const key = columns.find(({ name, tokens }) => {
      const last = tokens.at(-1) ?? '';
      const before = tokens.slice(0, -1).join(' ');
      return name !== value.name && KEYS.test(last) && (before === stem || stem === '' || stem === last);
    });
    if (key && !/^(content|data|text)$/.test(value.tokens.at(-1) ?? ''))
      return { key: key.name, value: value.name };
  }
  return null;
}

/** Whether the keys are words: a number or a token in their place is somebody's, and tells nothing of the value. */
export function keysAreWords(keys: readonly string[]): boolean {
  const words = keys.filter((key) => /^[a-z_][\w .:-]{0,60}$/i.test(key) && !/[0-9a-f]{16}/i.test(key));
  return words.length >= keys.length / 2;
}

/** What the values of a key-value table hold, key by key. */
export function byPairs(pairs: readonly (readonly [string, string])[], context: Context): Classified | null {
  const keys = Map.groupBy(pairs, ([key]) => key);
  const found: { key: string; classified: Classified }[] = [];
  for (const [key, rows] of keys) {
    if (key === '' || found.length >= 40) continue;
    const values = rows.map(([, value]) => value).filter((value) => value !== '');
    const classified = classify({ name: key, family: 'text' }, values, context);
    if (classified && /^[\w.:-]{1,60}$/.test(key)) found.push({ key, classified });
  }
  const best = found
    .map((one) => one.classified)
    .sort(
      (one, other) =>
        Number(other.special !== null) - Number(one.special !== null) || other.confidence - one.confidence,
    )[0];
  if (!best) return null;
  const said = found.map(({ key, classified }) => `${key} (${classified.category})`);
  return {
    ...judged(
      best.category,
      best.special,
      best.confidence,
      `a value for each key; personal keys: ${said.slice(0, 8).join(', ')}${said.length > 8 ? ' …' : ''}`,
    ),
    ...(best.inside && { inside: true as const }),
  };
}
