import { addPeriod, type Day, type Duration, type Instant, newId } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';
import type { CollectionPoint } from './kinds.rules.ts';

/** How often a survey may be opened: so many times in any such period, all surveys of the purpose together. */
export type SurveyCap = { purpose: string; most: number; per: Duration };

/** The cap that a policy promises on a survey; null where it promises none, and the survey is always open. */
export function surveyCap(policy: Policy, point: CollectionPoint): SurveyCap | null {
  if (point.kind !== 'survey') return null;
  for (const purpose of point.purposes) {
    const declared = policy.purposes[purpose];
    const cap = declared?.['at-most'];
    // Invitations have a cap of their own, for each person and time.
    if (cap && !declared?.invites) return { purpose, most: cap.messages, per: cap.per };
  }
  return null;
}

/** The day from which one more may be opened: today where it may be now. */
export async function nextOpening(tx: Tx, { purpose, most, per }: SurveyCap, today: Day): Promise<Day> {
  // Two at once would each be the last one.
  await rows(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`survey-opening:${purpose}`]);
  const opened = await rows<{ opened_on: Day }>(
    tx,
    `select opened_on from survey_opening where purpose = $1 order by opened_on desc, id desc limit ${most}`,
    [purpose],
  );
  const oldest = opened.length < most ? undefined : opened.at(-1)?.opened_on;
  const free = oldest === undefined ? today : addPeriod(oldest, per);
  return free > today ? free : today;
}

export async function keepOpening(
  tx: Tx,
  opening: { point: string; purpose: string; on: Day; until: Day; now: Instant },
): Promise<string> {
  const id = newId(opening.now);
  await rows(
    tx,
    'insert into survey_opening (id, point, purpose, opened_on, until) values ($1, $2, $3, $4, $5)',
    [id, opening.point, opening.purpose, opening.on, opening.until],
  );
  return id;
}

/** Whether the survey takes answers today. */
export const isOpen = async (reader: Reader, point: string, today: Day): Promise<boolean> =>
  (
    await rows(
      reader,
      'select 1 from survey_opening where point = $1 and opened_on <= $2 and until >= $2 limit 1',
      [point, today],
    )
  ).length > 0;
