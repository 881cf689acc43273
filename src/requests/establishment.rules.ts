import type { Establishment } from '../law/index.ts';
import type { Policy } from '../policy/index.ts';

/** Whose public holidays move due days: where the organisation handles requests (law T3). */
export function establishmentOf({ organisation }: Policy): Establishment {
  if (organisation.jurisdiction !== 'uk')
    return { jurisdiction: 'eu', state: organisation.jurisdiction.slice(3), holidays: 'weekends-only' };
  return {
    jurisdiction: 'uk',
    nation: organisation.establishment === 'abroad' ? 'unknown' : organisation.establishment,
  };
}
