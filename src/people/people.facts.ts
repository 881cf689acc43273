import type { Fact } from '../controls/index.ts';

/** What the person is or was to us: [{kind, began_on, ended_on}]. */
export const relationshipsFact: Fact = {
  name: 'relationships',
  sql: ({ person }) => `(
    select jsonb_agg(jsonb_build_object('kind', r.kind, 'began_on', r.began_on, 'ended_on', r.ended_on))
    from relationship r where r.person_id = ${person})`,
};
