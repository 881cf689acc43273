--! compatible (new tables, new columns that may be left out, new indexes)

-- What the last look at a control found, and when: pages read it, the worker looks again. Never set by anything but a look:
-- a row that is older than the board promises counts for nothing.
create table control_state (
  policy       text not null,        -- version in force when it was looked at
  control      text not null,
  path         text not null,        -- the declaration that it keeps
  verdict      text not null check (verdict in ('kept', 'at-risk', 'broken', 'attested', 'nothing-yet')),
  because      text not null,
  figures      jsonb not null,
  entries      text[] not null,
  kinds        text[] not null,      -- kinds of ledger entries that it looked for
  changes      jsonb not null,       -- the tables that it read, and what each had counted when the look began
  day          date not null,        -- the organisation's, on which it was looked at
  looked_at    timestamptz not null,
  milliseconds integer not null,     -- how long the look took
  position     uuid,                 -- the ledger's newest entry when it began
  primary key (policy, control, path)
);

-- Why a promise's state became another: the control that decided it, what it showed before and after, and what of the
-- ledger lies between the two looks.
alter table promise_state
  add column control  text,
  add column path     text,
  add column cause    text check (cause in ('first', 'facts', 'time', 'policy', 'proof')),
  add column changed  text[] not null default '{}', -- tables that it reads and that were written to between the two looks
  add column shown    jsonb,         -- verdict, figures, entries and moment of the look
  add column earlier  jsonb,         -- the same of the look before
  add column between_entries text[] not null default '{}';
create index promise_state_since on promise_state (since);

-- Mails to those who work here: which promises broke or were mended. Nothing of any person's data is in them.
create table staff_message (
  id         uuid primary key,
  kind       text not null check (kind in ('broken', 'mended')),
  role       text not null,          -- who answers for it, by the policy
  promises   text[] not null,
  subject    text not null,
  body       text not null,
  state      text not null check (state in ('queued', 'sending', 'sent', 'refused')),
  code       text,
  queued_at  timestamptz not null,
  settled_at timestamptz
);
create index staff_message_waiting on staff_message (queued_at) where state in ('queued', 'sending');

-- What the board counts by: each control finds its facts by an index, whatever else grew beside them.
create index evidence_by_purpose on evidence_entry (kind, (body::jsonb ->> 'purpose'), id) where (body::jsonb ->> 'purpose') is not null;
create index evidence_by_point on evidence_entry (kind, (body::jsonb ->> 'point'), id) where (body::jsonb ->> 'point') is not null;
create index evidence_by_message on evidence_entry (kind, (body::jsonb ->> 'message'), id) where (body::jsonb ->> 'message') is not null;
create index evidence_by_recipient on evidence_entry (kind, (body::jsonb ->> 'recipient'), id) where (body::jsonb ->> 'recipient') is not null;
-- Mails that left without a way to stop them, or tracked: none, as long as all is well.
create index evidence_without_stop on evidence_entry ((body::jsonb ->> 'purpose'))
  where kind = 'mail.sent' and (body::jsonb ->> 'class') = 'marketing' and (body::jsonb ->> 'unsubscribe') is distinct from 'true';
create index evidence_tracked on evidence_entry ((body::jsonb ->> 'purpose')) where kind = 'mail.sent' and (body::jsonb ->> 'tracked') = 'true';
create index permission_by_purpose on permission (purpose, recorded_at);
create index decision_by_purpose on decision (purpose, decided_at);
create index decision_by_collection on decision ((asked ->> 'collection'), decided_at) where (asked ->> 'collection') is not null;
create index decision_by_recipient on decision (recipient, act) where recipient is not null;
create index disclosure_counted on disclosure (recipient, verdict, code);
create index outbox_left on outbox (purpose, class, state, settled_at, person_id) where state in ('sent', 'refused');
create index decision_to_send on decision (purpose, decided_at, person_id, code) where act = 'send' and verdict = 'allow';
create index outbox_unsent on outbox (purpose, queued_at) where state <> 'sent';
create index outbox_by_message on outbox (message, class, queued_at) where message is not null;
create index message_duty_of on message_duty (message, opened_at);
create index record_source_third on record_source (person_id, record_id) where third;
create index record_part_kind on record_part (kind, person_id, record_id);
create index request_of_kind on request (kind);
