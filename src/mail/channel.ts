import { type Instant, newId } from '../base/index.ts';
import type { Fact } from '../controls/index.ts';
import { rows, type Tx } from '../store/index.ts';

export type ChannelKind = 'bounced-hard' | 'bounced-soft' | 'complained';

/** Keeps what was told of an address: under its keyed hash, for it is the address that does not work, not the person. */
export async function recordChannelEvent(
  tx: Tx,
  told: {
    personId: string;
    hash: Uint8Array;
    channel: string;
    kind: ChannelKind;
    status: string;
    mail: string | null;
    now: Instant;
  },
): Promise<string> {
  const id = newId(told.now);
  await rows(
    tx,
    `insert into channel_event (person_id, id, hash, channel, kind, status, mail, at, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $8)`,
    [told.personId, id, told.hash, told.channel, told.kind, told.status.slice(0, 40), told.mail, told.now],
  );
  return id;
}

/** What the gate knows of the address it is asked about; null where nobody ever complained of it. */
export type ChannelState = {
  /** When a mail server last said for good that there is no such mailbox. */
  hard: Instant | null;
  /** When the reader last pressed "this is spam". */
  complained: Instant | null;
  /** How often it was refused for the moment in the last fourteen days, since a mail last left without that. */
  soft: number;
  lastSoft: Instant | null;
};

/** `channelState` of the gate: bounces and complaints of the address asked about, by its hashes. */
export const channelFact: Fact = {
  name: 'channelState',
  sql: ({ suppressionHashes, channel, at }) => `(
    select jsonb_build_object(
      'hard', max(c.at) filter (where c.kind = 'bounced-hard'),
      'complained', max(c.at) filter (where c.kind = 'complained'),
      'soft', count(*) filter (where c.kind = 'bounced-soft' and c.at > ${at} - interval '14 days'),
      'lastSoft', max(c.at) filter (where c.kind = 'bounced-soft'))
    from channel_event c where c.hash = any(${suppressionHashes}) and c.channel = ${channel} and c.at <= ${at}
    having count(*) > 0)`,
};

/** What the gate knows of the mails a person got for a purpose; null: none. */
export type MailedState = {
  /** When the latest left. */
  last: Instant;
  /** When each of the latest hundred left, newest first: for caps like "4 per P30D". */
  times: Instant[];
};

/** `mailed` of the gate: when this person last had a mail of this purpose on this channel. */
export const mailedFact: Fact = {
  name: 'mailed',
  sql: ({ person, purpose, channel, at }) => `(
    select jsonb_build_object('last', max(m.settled_at), 'times', jsonb_agg(m.settled_at order by m.settled_at desc))
    from (select o.settled_at from outbox o
      where o.person_id = ${person} and o.purpose = ${purpose} and o.channel = ${channel} and o.class = 'marketing'
        and o.state in ('sent', 'unsure') and o.settled_at <= ${at}
      order by o.settled_at desc limit 100) m
    having count(*) > 0)`,
};

/** `read` of the gate: the messages of the policy that this person confirmed to have read. */
export const readFact: Fact = {
  name: 'read',
  sql: ({ person, at }) => `(
    select jsonb_agg(distinct d.message) from message_duty d
    where d.person_id = ${person} and d.evidence like 'read:%' and d.evidenced_at <= ${at})`,
};
