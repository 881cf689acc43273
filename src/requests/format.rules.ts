import { Refused } from '../base/index.ts';
import type { ClockEvent } from './clock.rules.ts';

/** The formats in which everybody gets a file to take along, Art 20(1). */
const MADE: readonly string[] = ['json', 'csv'];

/** A wish as it is kept: a name of a format, and nothing of the person. Refuses `requests.bad-format`. */
export function formatWished(said: string): string | null {
  const format = said.trim().toLowerCase();
  if (format === '') return null;
  if (/^[a-z0-9][a-z0-9.+-]{0,19}$/.test(format)) return format;
  throw new Refused(
    'requests.bad-format',
    'Say the format in one short word, like CSV, XML or XLSX; everything else goes into your own words.',
    { fields: ['format'] },
  );
}

/** The format that the person last asked for, that we do not make, and of which nobody has told them why; null: none. */
export function unansweredFormat(events: readonly Pick<ClockEvent, 'kind' | 'facts'>[]): string | null {
  const wished = events.findLast(
    ({ kind, facts }) => ['received', 'joined'].includes(kind) && typeof facts.format === 'string',
  )?.facts.format;
  if (typeof wished !== 'string' || MADE.includes(wished)) return null;
  const told = events.some(({ kind, facts }) => kind === 'progress' && facts.format === wished);
  return told ? null : wished;
}

export const sayMade = MADE.map((format) => format.toUpperCase()).join(' and ');
