import { EMPTY, FIGURES, MATTERS, ORGANISATIONS, PEOPLE, STAFF, THINGS } from './nouns.ts';
import { tokensOf } from './tokens.rules.ts';

/**
 * What the name of a table says its rows are: people (customers, or staff), an organisation, a figure known to the public,
 * something of a person's (`customer_address`), a matter that may be a person's (`invoice`), a thing, or nothing that we know.
 */
export type Subject =
  | 'person'
  | 'staff'
  | 'organisation'
  | 'figure'
  | 'of-a-person'
  | 'matter'
  | 'thing'
  | 'unknown';

const LOOKUPS =
  /^(type|types|status|statuses|role|roles|group|groups|category|categories|setting|settings|permission|permissions|option|options|level|levels|tier|tiers|segment|segments|demographics|demo|config|tag|tags|gruppe|gruppen|kategorie|rolle|rollen|typ|groupe|groupes|tipo|tipos|grupo|grupos|rol|soort)$/;

/** What a table is about, by its name alone. */
export function subjectOf(table: string): Subject {
  const tokens = tokensOf(table).filter((token) => !EMPTY.has(token) && !/^\d+$/.test(token));
  if (tokens.length === 0) return 'unknown';
  const is = (words: ReadonlySet<string>) => tokens.some((token) => words.has(token));
  const people = is(PEOPLE);
  const staff = is(STAFF);
  if (people || staff) {
    if (tokens.length > 1 && tokens.some((token) => LOOKUPS.test(token))) return 'thing';
    const others = tokens.filter((token) => !PEOPLE.has(token) && !STAFF.has(token));
    if (others.some((token) => MATTERS.has(token))) return 'of-a-person';
    const last = tokens.at(-1) ?? '';
    if (others.some((token) => THINGS.has(token)) && (THINGS.has(last) || others.length > 1)) return 'thing';
    if (others.length > 0 && !PEOPLE.has(last) && !STAFF.has(last)) {
      const first = tokens[0] ?? '';
      if (!PEOPLE.has(first) && !STAFF.has(first)) return 'of-a-person';
      if (others.length > 1 || !THINGS.has(last)) return 'of-a-person';
    }
    return staff && !people ? 'staff' : 'person';
  }
  const head = tokens.at(-1) ?? '';
  if (MATTERS.has(head)) return 'matter';
  if (ORGANISATIONS.has(head)) return 'organisation';
  if (FIGURES.has(head)) return 'figure';
  if (THINGS.has(head)) return 'thing';
  if (is(MATTERS)) return 'matter';
  if (is(ORGANISATIONS)) return 'organisation';
  if (is(FIGURES)) return 'figure';
  return is(THINGS) ? 'thing' : 'unknown';
}
