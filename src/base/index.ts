/*
 * Words of this room
 * - day:      a date of the calendar, no zone. Periods of law and retention are counted in days.
 * - instant:  a moment in UTC. What happened, happened at an instant.
 * - clock:    where "now" comes from; always an argument.
 * - refusal:  a clear no with a stable code. A fault is anything else that is thrown.
 */
export { type Clock, systemClock, virtualClock } from './clock.ts';
export {
  addDays,
  addElapsed,
  addMonths,
  addPeriod,
  after,
  atClock,
  before,
  clockIn,
  type Day,
  type Duration,
  day,
  dayIn,
  daysBetween,
  duration,
  type Instant,
  instant,
  millisecondsOf,
  sayDay,
  sayDaysIn,
  sayDuration,
  startOf,
  weekdayOf,
} from './day.ts';
export { isId, newId } from './id.ts';
export { createLog, faultOf, type Log, logLine, silentLog } from './log.ts';
export { Refused } from './refused.ts';
