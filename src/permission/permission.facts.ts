import type { Fact } from '../controls/index.ts';

/*
 * Facts for the gate, as sub-queries of one statement. Each reads by index for one person and is asked again at the
 * moment of sending. The gate names the parameters; see gate/facts.ts.
 */

const SPOKEN = `jsonb_build_object('channel', p.channel, 'state', p.state, 'wording', p.wording, 'source', p.source,
      'evidence', p.evidence, 'at', p.at, 'id', p.id, 'said_by', p.said_by)`;

/** The newest thing this person said about this purpose on this channel: {state, wording, evidence, at}. */
export const permissionFact: Fact = {
  name: 'permission',
  sql: ({ person, purpose, channel, at }) => `(
    select ${SPOKEN}
    from permission p
    where p.person_id = ${person} and p.purpose = ${purpose} and p.channel = ${channel} and p.at <= ${at}
    order by p.at desc, p.recorded_at desc, p.id desc limit 1)`,
};

/** The newest on each channel of the purpose: for acts that are no message. */
export const spokenFact: Fact = {
  name: 'spoken',
  sql: ({ person, purpose, at }) => `(
    select jsonb_agg(newest.said) from (
      select distinct on (p.channel) ${SPOKEN} as said
      from permission p where p.person_id = ${person} and p.purpose = ${purpose} and p.at <= ${at}
      order by p.channel, p.at desc, p.recorded_at desc, p.id desc) newest)`,
};

/** Why this address gets no marketing, or null. */
export const suppressionFact: Fact = {
  name: 'suppression',
  sql: ({ suppressionHashes, purpose }) => `(
    select s.reason from suppression s
    where s.hash = any(${suppressionHashes}) and s.scope in ('marketing', ${purpose}) limit 1)`,
};

/** What else the person told us, by kind and subject: {"pause:": "2027-01-31", "topic:news:events": "no"}. */
export type Preferences = Readonly<Record<string, string>>;

export const preferencesFact: Fact = {
  name: 'preferences',
  sql: ({ person, at }) => `(
    select jsonb_object_agg(newest.subject, newest.value) from (
      select distinct on (p.kind, p.about) p.kind || ':' || p.about as subject, p.value
      from preference p where p.person_id = ${person} and p.at <= ${at}
      order by p.kind, p.about, p.at desc, p.recorded_at desc, p.id desc) newest)`,
};

/** How the number asked about stands with the registers of those who want no calls: the date of each list, and since when it is on one. */
export type CallListing = { tps: string | null; ctps: string | null; listedOn: string | null };

export const callListingFact: Fact = {
  name: 'callListing',
  sql: ({ suppressionHashes }) => `(
    select jsonb_build_object(
      'tps', (select max(l.as_of) from call_list_import l where l.list = 'tps'),
      'ctps', (select max(l.as_of) from call_list_import l where l.list = 'ctps'),
      'listedOn', (select min(c.listed_on) from call_list c where c.hash = any(${suppressionHashes}))))`,
};
