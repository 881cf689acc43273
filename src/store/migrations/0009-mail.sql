--! compatible (new table only)

-- A mail to a person, sealed until it is sent. `sending` without `sent_at` is a mail whose fate a crash left open.
create table outbox (
  person_id uuid not null,
  id        uuid not null,
  class     text not null check (class in ('marketing', 'service', 'owed')),
  purpose   text not null,
  channel   text not null,
  sealed    bytea,                   -- address, subject, text; null once sent or refused
  state     text not null check (state in ('queued', 'sending', 'sent', 'refused', 'unsure')),
  code      text,                    -- why it was refused
  queued_at timestamptz not null,
  settled_at timestamptz,
  primary key (person_id, id)
);
create index outbox_waiting on outbox (queued_at) where state in ('queued', 'sending');
create index outbox_settled on outbox (purpose, settled_at desc) where state in ('sent', 'refused');
