--! compatible (new tables only)

-- What a person gets for a request, made and sealed under their key, until the day it expires. It is a copy: the data are
-- elsewhere, and another can be made.
create table package (
  person_id  uuid not null,
  id         uuid not null,
  request_id uuid not null,
  made_at    timestamptz not null,
  expires_on date not null,          -- the last day on which it can be fetched
  chunks     integer,                -- null: it is still being written, or was broken off
  bytes      bigint,
  sha256     bytea,                  -- of the whole, before it was sealed
  primary key (person_id, id)
);
create index package_of_request on package (request_id, made_at desc);
create index package_expiring on package (expires_on);

create table package_chunk (
  person_id  uuid not null,
  package_id uuid not null,
  number     integer not null,
  sealed     bytea not null,
  primary key (person_id, package_id, number)
);

-- Which other people somebody decided to take out of a person's copy (law R9): the newest row of a request holds.
create table redaction (
  person_id  uuid not null,
  id         uuid not null,
  request_id uuid not null,
  decided_by text not null,
  decided_at timestamptz not null,
  sealed     bytea not null,         -- what is taken out wherever it stands
  primary key (person_id, id)
);
create index redaction_of_request on redaction (request_id, id);
