--! compatible (new table only)

-- What the gate was asked, what it knew and what it said.
create table decision (
  person_id  uuid not null,          -- the nil id where the question is about no person
  id         uuid not null,
  act        text not null,
  purpose    text,
  channel    text,
  recipient  text,
  verdict    text not null,
  code       text not null,
  facts      jsonb not null,
  policy     text not null,          -- version it was decided by
  decided_at timestamptz not null,
  primary key (person_id, id)
);
create index decision_by_act on decision (act, purpose, decided_at desc);
