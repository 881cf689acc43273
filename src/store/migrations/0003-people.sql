--! compatible (new tables only)

-- A person is an id and nothing else; what we know them by is in identity, what they are to us in relationship.
create table person (
  id      uuid primary key,          -- made by the app
  made_at timestamptz not null
);

-- Found by the keyed hash of the canonical address or number, so the hash leads.
create table identity (
  hash      bytea primary key,       -- versioned keyed hash: the look-up
  person_id uuid not null,
  kind      text not null check (kind in ('email', 'phone', 'external')),
  sealed    bytea not null,          -- the address as given, under the person's key
  added_at  timestamptz not null
);
create index identity_of_person on identity (person_id);

create table relationship (
  person_id uuid not null,
  id        uuid not null,
  kind      text not null,           -- the policy's name: client-work
  began_on  date not null,
  ended_on  date,                    -- null: it goes on
  primary key (person_id, id)
);
create unique index relationship_open on relationship (person_id, kind) where ended_on is null;

-- What happened to a person, when it happened (at) and when we heard (recorded_at): late news is still true.
create table event (
  person_id   uuid not null,
  id          uuid not null,
  kind        text not null,
  at          timestamptz not null,
  recorded_at timestamptz not null,
  primary key (person_id, id)
);
create index event_by_kind on event (kind, at);
create index event_of_person on event (person_id, kind, at desc);
