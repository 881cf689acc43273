import type { Fact } from '../controls/index.ts';

const stopped = (name: string, kind: 'restriction' | 'objection'): Fact => ({
  name,
  sql: ({ person, purpose, at }) => `(
    select jsonb_build_object('request', s.request_id, 'ground', s.ground, 'since', s.began_at)
    from stopped_use s
    where s.person_id = ${person} and s.kind = '${kind}' and (s.purpose is null or s.purpose = ${purpose})
      and s.began_at <= ${at} and (s.lifted_at is null or s.lifted_at > ${at})
    order by s.began_at limit 1)`,
});

/** Art 18: what is restricted is stored and nothing else. {request, ground, since}, or null. */
export const restrictionFact: Fact = stopped('restriction', 'restriction');

/** Art 21(1): an objection to this purpose that stands. {request, ground, since}, or null. */
export const objectionFact: Fact = stopped('objection', 'objection');
