import { closest, distance } from 'fastest-levenshtein';
import type { z } from 'zod';
import type { Finding } from './finding.ts';
import type { Place, Source } from './source.ts';

export const languageFinding = (
  slug: string,
  place: Place,
  message: string,
  todo: string,
  severity: Finding['severity'] = 'error',
): Finding => ({
  rule: `language-${slug}`,
  severity,
  message,
  todo,
  ...place,
  source: null,
  validFrom: null,
});

/** "Did you mean …?", where something near enough exists. */
export function nearest(word: string, known: readonly string[]): string | null {
  if (known.length === 0) return null;
  const candidate = closest(word, [...known]);
  return distance(word, candidate) <= Math.max(2, Math.floor(word.length / 3)) ? candidate : null;
}

/** What zod found wrong, at its place in the file and in words for someone who has never heard of zod. */
export function shapeFindings(schema: z.ZodType, error: z.ZodError, source: Source): Finding[] {
  return error.issues.flatMap((issue) => sayIssue(schema, issue, source));
}

function sayIssue(
  schema: z.ZodType,
  issue: z.core.$ZodIssue,
  source: Source,
  prefix: PropertyKey[] = [],
): Finding[] {
  const path = [...prefix, ...issue.path];
  const where = path.map(String).join('.') || 'this file';
  const place = source.placeOf(path);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = keysAt(schema, path);
      return issue.keys.map((key) => {
        const near = nearest(key, known);
        const todo = near
          ? `Did you mean "${near}"?`
          : known.length > 0
            ? `What can stand here: ${known.join(', ')}.`
            : 'Take it out.';
        return languageFinding(
          'unknown-key',
          source.placeOf([...path, key], true),
          `"${key}" means nothing in ${where}.`,
          todo,
        );
      });
    }
    case 'invalid_union': {
      if (issue.input === undefined) return [missing(place, path)];
      // The option that came nearest speaks; four answers to one mistake help nobody.
      const best = [...issue.errors].sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0] ?? [];
      const deep = best.filter((inner) => inner.path.length > 0);
      if (deep.length > 0) return deep.flatMap((inner) => sayIssue(schema, inner, source, path));
      return [
        languageFinding(
          'shape',
          place,
          `${where} is not written in a way Kept knows: ${best[0] ? sayExpected(best[0]) : issue.message}.`,
          'See the language reference for what can stand here.',
        ),
      ];
    }
    case 'invalid_key':
      return [
        languageFinding(
          'name',
          source.placeOf(path, true),
          `"${String(path.at(-1))}" is not a name: ${issue.issues[0]?.message ?? 'names are lower-case words joined by hyphens'}.`,
          'Write it in lower case, with hyphens.',
        ),
      ];
    case 'invalid_type':
      if (issue.input === undefined) return [missing(place, path)];
      return [
        languageFinding('shape', place, `${where} should be ${sayExpected(issue)}.`, 'Write it that way.'),
      ];
    case 'invalid_value': {
      const allowed = issue.values.map(String);
      const near = typeof issue.input === 'string' ? nearest(issue.input, allowed) : null;
      return [
        languageFinding(
          'value',
          place,
          `${where} cannot be ${JSON.stringify(issue.input ?? null)}.`,
          near
            ? `Did you mean "${near}"? It can be: ${allowed.join(', ')}.`
            : `It can be: ${allowed.join(', ')}.`,
        ),
      ];
    }
    case 'too_small':
    case 'too_big': {
      const [limit, much] =
        issue.code === 'too_small' ? [issue.minimum, 'at least'] : [issue.maximum, 'at most'];
      const unit = SIZED[issue.origin];
      return [
        languageFinding(
          'value',
          place,
          `${where} is too ${issue.code === 'too_small' ? (unit ? 'short' : 'small') : unit ? 'long' : 'large'}: ${much} ${limit}${unit ? ` ${unit}` : ''}.`,
          issue.origin === 'string' && issue.code === 'too_small'
            ? 'People read it: say it in a sentence.'
            : `Say ${much} ${limit}.`,
        ),
      ];
    }
    default:
      return [languageFinding('value', place, `${where}: ${issue.message}.`, 'Mend the value.')];
  }
}

/** What a limit counts; a number counts nothing but itself. */
const SIZED: Readonly<Record<string, string>> = {
  string: 'characters',
  array: 'entries',
  record: 'entries',
  set: 'entries',
};

const missing = (place: Place, path: readonly PropertyKey[]): Finding =>
  languageFinding(
    'missing',
    place,
    `${path.map(String).join('.')} is missing.`,
    `Say "${String(path.at(-1))}" here.`,
  );

const depth = (issues: readonly z.core.$ZodIssue[]): number =>
  Math.max(0, ...issues.map((issue) => issue.path.length));

function sayExpected(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') {
    const words: Record<string, string> = {
      object: 'a block of "key: value" lines',
      array: 'a list',
      string: 'text',
      record: 'a block of names',
      boolean: 'true or false',
      number: 'a number',
      int: 'a whole number',
    };
    return words[issue.expected] ?? issue.expected;
  }
  if (issue.code === 'invalid_value') return `one of ${issue.values.map(String).join(', ')}`;
  return issue.message;
}

type Inside = {
  innerType?: z.ZodType;
  in?: z.ZodType;
  shape?: Record<string, z.ZodType>;
  valueType?: z.ZodType;
  element?: z.ZodType;
  options?: z.ZodType[];
};

/** The keys that may stand at `path`: what an unknown one is compared with. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const def = schema._zod.def as unknown as Inside;
  const inner = def.innerType ?? def.in;
  if (inner) return keysAt(inner, path);
  if (def.options) return [...new Set(def.options.flatMap((option) => keysAt(option, path)))];
  const [step, ...rest] = path;
  if (step === undefined) return Object.keys(def.shape ?? {});
  const next = def.shape?.[String(step)] ?? def.valueType ?? def.element;
  return next ? keysAt(next, rest) : [];
}
