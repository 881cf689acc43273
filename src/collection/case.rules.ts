import { addPeriod, type Day, type Duration, dayIn, type Instant } from '../base/index.ts';

/** By which day somebody has to look again whether a case is still needed. */
export const reviewDueOn = (
  { opened_at, reviewed_at }: { opened_at: Instant; reviewed_at: Instant | null },
  every: Duration,
  zone: string,
): Day => addPeriod(dayIn(zone, reviewed_at ?? opened_at), every);
