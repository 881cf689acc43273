--! compatible (new tables only)

-- What happened, without personal data. Inserted with the change that it tells of; numbered later by the sequencer.
create table evidence_entry (
  id         uuid primary key,         -- UUIDv7, made by the app
  at         timestamptz(3) not null,
  kind       text,                     -- kind, actor, body and salt are null once the content is erased
  actor      text,
  body       text,                     -- canonical JSON (RFC 8785): what is stored is what is committed to, to the byte
  about      bytea,                    -- HMAC(salt of evidence_about, person's id); null: about nobody
  salt       bytea,
  commitment bytea not null,           -- HMAC(salt, entry)
  promise    bytea not null,           -- Ed25519 over id, at and commitment
  leaf       bigint unique             -- null: not sequenced yet
);
-- The sequencer's queue. By id and not by a number: a number drawn early may be committed late, and would be skipped.
create index evidence_entry_unsequenced on evidence_entry (id) where leaf is null;
create index evidence_entry_kind on evidence_entry (kind, id);

-- Whom an entry is about. Without its row here nobody can say any more. No foreign key: people's rows are distributed by
-- person, the tree is not.
create table evidence_about (
  person_id text not null,
  entry_id  uuid not null,
  salt      bytea not null,
  primary key (person_id, entry_id)
);
create index evidence_about_entry on evidence_about (entry_id);

-- Nodes of the RFC 6962 tree of heights 0, 8, 16 …, up to 256 to a row of 32 bytes each.
create table evidence_tile (
  level  smallint not null,
  number bigint not null,
  hashes bytea not null,
  primary key (level, number)
);

create table evidence_checkpoint (
  size     bigint primary key,
  previous bigint not null,            -- size of the one before, so that a missing one is noticed; 0 for the first
  note     text not null               -- C2SP signed note
);
