--! compatible (new tables only)

-- What becomes of a person's rows in every system, and how far it has come.
create table plan (
  person_id   uuid not null,           -- the nil id where a rule of retention made it: it is about whoever is due
  id          uuid not null,
  intent      text not null check (intent in ('read', 'erase', 'change')),
  made_for    text,                    -- the request or the rule that it answers
  for_day     date not null,           -- periods of keeping are over or not on this day
  sealed      bytea not null,          -- what was asked: identities, new values; under the plan's own key
  hash        text not null,           -- of all that the preview shows
  approved_hash text,
  approved_by text,
  approved_at timestamptz,
  state       text not null check (state in ('waiting', 'blocked', 'ready', 'approved', 'running', 'left', 'done', 'closed')),
  made_at     timestamptz not null,
  finished_at timestamptz,
  primary key (person_id, id)
);
create unique index plan_by_id on plan (id);
create index plan_unfinished on plan (state, made_at) where state not in ('done', 'closed');

-- One system of a plan.
create table plan_system (
  plan_id    uuid not null references plan (id) on delete cascade,
  system     text not null,
  place      int not null,             -- systems that others need come first
  kind       text not null,
  needs      text[] not null,          -- systems whose rows say what this one is searched by
  state      text not null check (state in ('waiting', 'found', 'approved', 'running', 'left', 'done')),
  because    text,                     -- why it waits; what was left
  hash       text,                     -- of its items; what was approved is this
  written_at timestamptz,
  verified_at timestamptz,
  primary key (plan_id, system)
);

-- Rows of one table with one fate, or a task for a person.
create table plan_item (
  plan_id   uuid not null references plan (id) on delete cascade,
  number    int not null,
  system    text not null,
  "table"   text not null,
  act       text not null,
  because   text not null,
  duty      text,
  until_from date,                     -- kept until, the earliest and the latest of the rows
  until_to  date,
  replaced  jsonb not null,            -- column: how; never a value of a person
  count     bigint not null,
  digest    text not null,             -- of the keys, whatever their order
  samples   bytea,                     -- up to three keys, folded; under the plan's own key
  written   bigint not null default 0,
  left_over bigint,                    -- found again when it was looked at again
  who       text,                      -- a task: who does it, until when, and who signed
  due_on    date,
  done_by   text,
  done_at   timestamptz,
  note      text,
  primary key (plan_id, number)
);

-- The journal: keys frozen before anything is written, a thousand at a time.
create table plan_step (
  plan_id    uuid not null references plan (id) on delete cascade,
  number     int not null,
  item       int not null,
  system     text not null,
  writes     boolean not null,         -- else its rows stay, and are known when they are found again
  keys       int not null,
  sealed     bytea not null,           -- keys, columns and what stood there; under the plan's own key
  written_at timestamptz,
  primary key (plan_id, number)
);
create index plan_step_open on plan_step (plan_id, system, number) where writes and written_at is null;
