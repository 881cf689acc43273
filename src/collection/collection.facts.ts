import type { Fact } from '../controls/index.ts';

/** The case of this person that the question cites: {point, opened_at, closed_at, reviewed_at, staff}; null: they have none of that number. */
export const caseFact: Fact = {
  name: 'case',
  sql: ({ person, citing }) => `(
    select jsonb_build_object('point', c.point, 'opened_at', c.opened_at, 'closed_at', c.closed_at,
      'reviewed_at', c.reviewed_at, 'staff', c.staff)
    from support_case c where c.person_id = ${person} and c.id::text = ${citing})`,
};
