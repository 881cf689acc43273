--! compatible (the first one; there is no release before it)

-- One data key for each person. It opens what the vault sealed about that person, wherever copies of that lie.
create table data_key (
  person_id    text primary key,
  wrapped      bytea,       -- under the key-encryption key; null: destroyed
  kek_version  integer,
  made_at      timestamptz not null,
  destroyed_at timestamptz, -- the row stays, so that a restored backup of the data is told whom to forget again
  check ((wrapped is null) = (kek_version is null)),
  check ((wrapped is null) = (destroyed_at is not null))
);

create index data_key_kek_version on data_key (kek_version) where kek_version is not null;
create index data_key_destroyed_at on data_key (destroyed_at) where destroyed_at is not null;

-- Roots of the keyed hashes. They must outlive key-encryption keys: a suppressed address is known by its hash alone, so
-- its hash can't be made again.
create table hash_root (
  version     integer primary key check (version between 1 and 255),
  wrapped     bytea not null,
  kek_version integer not null,
  made_at     timestamptz not null
);
