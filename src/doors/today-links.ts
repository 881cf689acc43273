import { FAILED_LOOKS, READ_WITHIN_DAYS } from '../assurance/index.ts';
import { addDays, type Day, dayIn } from '../base/index.ts';
import { type House, listLinks, policyInForce } from '../procedures/index.ts';
import type { TodayRow } from './today.rules.ts';

/** Which addresses that the notice relies on need somebody: those that are dead, and those whose words changed. */
export async function linksToday(house: House, today: Day): Promise<TodayRow[]> {
  const { zone } = (await policyInForce(house)).organisation;
  return (await listLinks(house)).flatMap(({ address, by, reviewed, known }): TodayRow[] => {
    if (!known || known.outcome === 'off') return [];
    const row = { what: 'link' as const, id: address };
    if (known.failures >= FAILED_LOOKS)
      return [
        {
          ...row,
          group: 'broken',
          says: `A dead link: ${address}`,
          because: `${known.says[0]?.toUpperCase()}${known.says.slice(1)}. The notice relies on it (${by.join(', ')}).`,
          due: null,
        },
      ];
    if (!reviewed || known.changed_at === null) return [];
    const due = addDays(dayIn(zone, known.changed_at), READ_WITHIN_DAYS);
    return [
      {
        ...row,
        group: due < today ? 'late' : due <= addDays(today, 7) ? 'this-week' : 'waiting',
        says: `To read again: ${address}`,
        because: `Its words have changed. Does what the notice says still hold (${by.join(', ')})?`,
        due,
      },
    ];
  });
}
