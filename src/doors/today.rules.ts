import { addDays, type Day, sayDay } from '../base/index.ts';

/** What today's list is divided into, the worst first. */
export const TODAY_GROUPS = ['late', 'this-week', 'broken', 'at-risk', 'waiting'] as const;
type TodayGroup = (typeof TODAY_GROUPS)[number];

/** What the things to look at are of. */
export const TODAY_WHATS = ['request', 'promise', 'mail', 'recipient', 'retention', 'link'] as const;
export type TodayWhat = (typeof TODAY_WHATS)[number];

/** One thing to look at: what, why, and where one acts. */
export type TodayRow = {
  group: TodayGroup;
  /** Which page it opens. */
  what: TodayWhat;
  id: string;
  says: string;
  because: string;
  due: Day | null;
};

export type OpenRequest = {
  id: string;
  kind: string;
  received_on: Day;
  due_on: Day | null;
  waits_for: string | null;
};

const WAITS: Readonly<Record<string, string>> = {
  identity: 'We wait until they show that it is them.',
  authority: 'We wait for the word that somebody may ask for them.',
  fee: 'We wait for the fee.',
  clarification: 'We wait for what exactly they mean.',
};

/** Where an open request belongs; null: its day is more than a week away. */
export function rowOfRequest(request: OpenRequest, today: Day): TodayRow | null {
  const { id, kind, due_on, received_on, waits_for } = request;
  const row = {
    what: 'request' as const,
    id,
    says: `${sayKind(kind)}, received ${sayDay(received_on)}`,
    due: due_on,
  };
  // In the EU the last day comes whatever we wait for.
  if (waits_for !== null && (due_on === null || due_on > addDays(today, 7)))
    return { ...row, group: 'waiting', because: WAITS[waits_for] ?? `We wait: ${waits_for}.` };
  if (due_on === null) return null;
  if (due_on < today)
    return { ...row, group: 'late', because: `It had to be answered by ${sayDay(due_on)}.` };
  if (due_on <= addDays(today, 7))
    return {
      ...row,
      group: 'this-week',
      because:
        due_on === today
          ? 'Today is the last day to answer.'
          : `The last day to answer is ${sayDay(due_on)}.`,
    };
  return null;
}

const sayKind = (kind: string): string => {
  const said = kind.replaceAll('-', ' ');
  return `${said[0]?.toUpperCase() ?? ''}${said.slice(1)} request`.replace('Complaint request', 'Complaint');
};

/** The worst first, and in a group what is due first. */
export const inOrder = (rows: readonly TodayRow[]): TodayRow[] =>
  [...rows].sort(
    (a, b) =>
      TODAY_GROUPS.indexOf(a.group) - TODAY_GROUPS.indexOf(b.group) ||
      (a.due ?? '9999').localeCompare(b.due ?? '9999') ||
      a.id.localeCompare(b.id),
  );
