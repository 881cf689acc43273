import type { Fact } from '../controls/index.ts';

/** What the person is or was to us: [{kind, began_on, ended_on}]. */
export const relationshipsFact: Fact = {
  name: 'relationships',
  sql: ({ person }) => `(
    select jsonb_agg(jsonb_build_object('kind', r.kind, 'began_on', r.began_on, 'ended_on', r.ended_on))
    from relationship r where r.person_id = ${person})`,
};

/** When each kind of event last happened to the person: {"email-clicked": "2026-11-01T…"}. */
export const activeFact: Fact = {
  name: 'active',
  sql: ({ person, at }) => `(
    select jsonb_object_agg(latest.kind, latest.at) from (
      select e.kind, max(e.at) as at from event e where e.person_id = ${person} and e.at <= ${at} group by e.kind) latest)`,
};
