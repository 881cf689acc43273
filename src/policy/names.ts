import type { Finding } from './finding.ts';
import {
  assessmentSchema,
  policySchema,
  SECTIONS,
  systemSchema,
  type Target,
  wordingSchema,
} from './language/index.ts';
import { languageFinding, nearest } from './language-findings.ts';
import { referencesIn } from './references.ts';
import type { Source } from './source.ts';

/** Events that every system of ours knows without a declaration. */
export const BUILT_IN_EVENTS = {
  collected: 'the data came in',
  'last-activity': 'the person last did anything with us',
  'marketing-withdrawn': 'they told us to stop marketing',
  'request-closed': 'we answered their request',
  'case-closed': 'the case was closed',
  'financial-year-ended':
    'the financial year of the transaction ended; in a list with others: the financial year of whichever of them counts',
  'contract-ended': 'the contract ended',
} as const;

/** What may be counted from: declared events, the start and end of relationships, and the built-in ones. */
export const happeningsOf = (events: readonly string[], relationships: readonly string[]): string[] => [
  ...events,
  ...relationships.flatMap((name) => [`${name}-started`, `${name}-ended`]),
  ...Object.keys(BUILT_IN_EVENTS),
];

/** The names of every section as written, even where the rest of the file is wrong: all errors are told at once. */
function namesIn(sources: Record<string, Source>): (target: Target) => string[] {
  const written = asRecord(sources['policy.yaml']?.value);
  const folder = (part: string) =>
    Object.keys(sources).flatMap((file) =>
      file.startsWith(`${part}/`) ? [file.slice(part.length + 1).replace(/\.\w+$/, '')] : [],
    );
  const section = (head: string) => Object.keys(asRecord(written[head]));
  const names: Record<string, string[]> = Object.fromEntries(SECTIONS.map((head) => [head, section(head)]));
  names.officers = Object.keys(asRecord(asRecord(written.organisation).officers));
  names.happenings = happeningsOf(section('events'), section('relationships'));
  for (const part of ['assessments', 'systems', 'wording']) names[part] = folder(part);
  return (target) => names[target] ?? [];
}

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

const schemaOf = (file: string) =>
  file === 'policy.yaml'
    ? policySchema
    : file.startsWith('systems/')
      ? systemSchema
      : file.startsWith('assessments/')
        ? assessmentSchema
        : file.startsWith('wording/')
          ? wordingSchema
          : null;

/** Every name that points at nothing, with the nearest one that exists. */
export function checkReferences(sources: Record<string, Source>): Finding[] {
  const findings: Finding[] = [];
  const namesOf = namesIn(sources);
  for (const [file, source] of Object.entries(sources)) {
    const schema = schemaOf(file);
    if (!schema) continue;
    for (const { to, name, path } of referencesIn(schema, source.value)) {
      const known = namesOf(to);
      if (known.includes(name)) continue;
      const near = nearest(name, known);
      const what = to === 'happenings' ? 'an event' : `one of your ${to}`;
      const declareIn = to === 'happenings' ? 'events' : to === 'officers' ? 'organisation.officers' : to;
      const todo = near ? `Did you mean "${near}"?` : `Declare it under ${declareIn}, or take it out.`;
      findings.push(languageFinding('dangling', source.placeOf(path), `"${name}" is not ${what}.`, todo));
    }
  }
  return findings;
}
