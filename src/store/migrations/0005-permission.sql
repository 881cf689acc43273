--! compatible (new tables only)

-- Append-only. Valid from `at`, heard at `recorded_at`; the newest by at, then recorded_at, then id is the one that counts.
create table permission (
  person_id   uuid not null,
  id          uuid not null,
  purpose     text not null,
  channel     text not null,
  state       text not null check (state in ('asked', 'granted', 'refused', 'withdrawn', 'objected', 'offered')),
  wording     text,                  -- version of the words that were read
  source      text not null,         -- where it came from: newsletter-form, unsubscribe-link, staff …
  evidence    jsonb not null default '{}',
  at          timestamptz not null,
  recorded_at timestamptz not null,
  primary key (person_id, id)
);
create index permission_current on permission (person_id, purpose, channel, at desc, recorded_at desc, id desc);

-- Outlives the person: a keyed hash of channel and address, nothing else of them.
create table suppression (
  hash          bytea not null,
  scope         text not null,       -- 'marketing', or a purpose
  reason        text not null,
  suppressed_at timestamptz not null,
  primary key (hash, scope)
);
