import type { Day } from '../src/base/index.ts';
import type { Calendar } from './calendar.ts';
import type { Doors, Identity, Member } from './doors.ts';
import type { Dice, Person } from './people.ts';

/** What the acts of the year share: the doors, the calendar, and who is who. */
export type Year = {
  doors: Doors;
  calendar: Calendar;
  dice: Dice;
  today(): Day;
  /** Somebody new. */
  somebody(): Person;
  /** Adds to the figures of the month. */
  count(what: string, by?: number): void;
  /** A line of the story. */
  tell(words: string): void;
  /** Who wants our mails, as far as the world knows. */
  subscribers: Person[];
  clients: Person[];
  guests: Person[];
  /** Addresses of people who were erased because they asked. */
  erased: string[];
  /** The worker does what waits now, and the clock stays. */
  work(): Promise<void>;
  /** Somebody who works here and is signed in. */
  staff(): Promise<Member>;
  /** From when on it holds events. */
  eventsFrom: Day;
};

export const emailOf = (person: Pick<Person, 'email'>): Identity => ({ kind: 'email', value: person.email });
export const phoneOf = (person: Pick<Person, 'phone'>): Identity => ({ kind: 'phone', value: person.phone });

/** Does it for each, one after the other. */
export async function each<T>(many: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  for (const one of many) await work(one);
}
