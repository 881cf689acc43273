import { addDays, type Day, sayDay } from '../base/index.ts';
import { type House, listMedia, listProposals } from '../procedures/index.ts';
import { standingHolds } from '../retention/index.ts';
import type { TodayRow } from './today.rules.ts';

/** What of retention needs somebody: what waits for agreement, what is announced, holds to look at, media that are late. */
export async function retentionToday(house: House, today: Day): Promise<TodayRow[]> {
  const found: TodayRow[] = [];
  for (const { id, says, system, left, state, decide_by, goes_from, stage, stages } of await listProposals(
    house,
  )) {
    const what = { what: 'retention' as const, id: `proposal ${id}` };
    const many = `${left} ${system === null ? 'record' : 'row'}${left === 1 ? '' : 's'}`;
    if (state === 'asked')
      found.push({
        ...what,
        group: groupOf(decide_by, today),
        says: `To agree to: ${many} of “${says}”`,
        because: `It waits for the ${stages[(stage ?? 1) - 1]?.by.replaceAll('-', ' ') ?? 'staff'}.`,
        due: decide_by,
      });
    if (state === 'announced')
      found.push({
        ...what,
        group: 'waiting',
        says: `About to go: ${many} of “${says}”`,
        because: 'Until then somebody can stop it.',
        due: goes_from,
      });
  }
  for (const hold of await standingHolds(house.store.db))
    if (hold.review_on <= addDays(today, 7))
      found.push({
        group: groupOf(hold.review_on, today),
        what: 'retention',
        id: `hold ${hold.id}`,
        says: `A hold to look at: ${hold.because}`,
        because: `It was to be looked at again on ${sayDay(hold.review_on)}.`,
        due: hold.review_on,
      });
  for (const medium of await listMedia(house))
    if (medium.late)
      found.push({
        group: 'late',
        what: 'retention',
        id: `medium ${medium.id}`,
        says: `${medium.label} waits for ${medium.state === 'retired' ? 'the destroyer' : 'its certificate'}`,
        because:
          medium.state === 'retired'
            ? 'It is out of use and still here.'
            : 'It left, and no certificate came.',
        due: medium.due,
      });
  return found;
}

const groupOf = (due: Day | null, today: Day): TodayRow['group'] =>
  due === null ? 'waiting' : due < today ? 'late' : due <= addDays(today, 7) ? 'this-week' : 'waiting';
