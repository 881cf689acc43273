import { type Day, dayIn, type Instant, instant } from './day.ts';

/** The only source of "now". Passed in from the door; nothing in the middle reads the machine's clock. */
export interface Clock {
  now(): Instant;
  /** Today, in the organisation's zone. */
  today(zone: string): Day;
}

export const systemClock: Clock = {
  now: () => instant(Date.now()),
  today: (zone) => dayIn(zone, instant(Date.now())),
};

/** A clock that stands still until it is set: proofs and tests live on one. */
export function virtualClock(start: Instant): Clock & { set(to: Instant): void } {
  let current = start;
  return {
    now: () => current,
    today: (zone) => dayIn(zone, current),
    set(to) {
      current = to;
    },
  };
}
