import type { Fact } from '../controls/index.ts';

/*
 * Facts for the gate, as sub-queries of one statement. Each reads by index for one person and is asked again at the
 * moment of sending. The gate names the parameters; see gate/facts.ts.
 */

/** The newest thing this person said about this purpose on this channel: {state, wording, evidence, at}. */
export const permissionFact: Fact = {
  name: 'permission',
  sql: ({ person, purpose, channel, at }) => `(
    select jsonb_build_object('state', p.state, 'wording', p.wording, 'source', p.source, 'evidence', p.evidence, 'at', p.at, 'id', p.id)
    from permission p
    where p.person_id = ${person} and p.purpose = ${purpose} and p.channel = ${channel} and p.at <= ${at}
    order by p.at desc, p.recorded_at desc, p.id desc limit 1)`,
};

/** Why this address gets no marketing, or null. */
export const suppressionFact: Fact = {
  name: 'suppression',
  sql: ({ suppressionHashes, purpose }) => `(
    select s.reason from suppression s
    where s.hash = any(${suppressionHashes}) and s.scope in ('marketing', ${purpose}) limit 1)`,
};
