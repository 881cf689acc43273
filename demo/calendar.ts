import { addDays, type Day, daysBetween } from '../src/base/index.ts';

/** Something that somebody does. */
export type Act = () => Promise<void>;
export type Part = 'morning' | 'noon' | 'afternoon';

/** What happens on which day; acts of the same part in the order in which they were thought of. */
export type Calendar = {
  first: Day;
  last: Day;
  /** What would fall after the last day does not happen. */
  add(day: Day, part: Part, act: Act): void;
  on(day: Day): Readonly<Record<Part, readonly Act[]>>;
  busy(day: Day): boolean;
};

export function calendarOf(first: Day, last: Day): Calendar {
  const days = new Map<Day, Record<Part, Act[]>>();
  return {
    first,
    last,
    add(day, part, act) {
      if (day > last || day < first) return;
      const known = days.get(day) ?? { morning: [], noon: [], afternoon: [] };
      known[part].push(act);
      days.set(day, known);
    },
    on: (day) => days.get(day) ?? { morning: [], noon: [], afternoon: [] },
    busy: (day) => days.has(day),
  };
}

export const daysOf = ({ first, last }: Pick<Calendar, 'first' | 'last'>): Day[] =>
  Array.from({ length: daysBetween(first, last) + 1 }, (_, index) => addDays(first, index));
