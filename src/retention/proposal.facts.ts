import type { Fact } from '../controls/index.ts';

/** A record of a person of whom something is about to go: which of its fields have gone, and which are going. */
export type Leaving = { point: string; gone: string[]; going: string[] };

/**
 * All records of a person, where something of one is announced to go and only waits for its day; null where nothing is. With
 * the others, for what stays elsewhere may still be used.
 */
export const leavingFact: Fact = {
  name: 'leaving',
  sql: ({ person }) => `(
    select jsonb_agg(jsonb_build_object('point', r.point, 'gone', r.gone, 'going', array(
        select unnest(p.fields) from retention_proposed p join retention_proposal o on o.id = p.proposal
        where p.person_id = r.person_id and p.id = r.id and o.state = 'announced')))
    from record r where r.person_id = ${person} and exists (
      select from retention_proposed p join retention_proposal o on o.id = p.proposal
      where p.person_id = ${person} and o.state = 'announced'))`,
};
