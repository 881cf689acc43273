--! compatible (new tables and columns with defaults; one more state, which the release before never writes)

-- Confirmed is a yes that was said twice: on the form, and by the link in the mail.
alter table permission drop constraint permission_state_check;
alter table permission add constraint permission_state_check
  check (state in ('asked', 'granted', 'confirmed', 'refused', 'withdrawn', 'objected', 'offered'));
-- Who said it: the person, somebody who shows authority, or for a child who holds parental responsibility.
alter table permission add column said_by text not null default 'person' check (said_by in ('person', 'agent', 'guardian'));

-- What else a person told us that bears on what we may do: append-only, the newest of a kind and subject counts.
create table preference (
  person_id   uuid not null,
  id          uuid not null,
  kind        text not null check (kind in ('pause', 'topic', 'age', 'subscriber', 'publication', 'session')),
  about       text not null,         -- '' or what it is about: news:events, testimonials:4711:website
  value       text not null,         -- pause: a day; topic: yes or no; age: the day from which they consent alone; …
  source      text not null,
  at          timestamptz not null,
  recorded_at timestamptz not null,
  primary key (person_id, id)
);
create index preference_current on preference (person_id, kind, about, at desc, recorded_at desc, id desc);

-- Numbers that may not be called, as their registers publish them: a keyed hash of each, whole lists by their date.
create table call_list_import (
  list        text not null check (list in ('tps', 'ctps')),
  as_of       date not null,         -- the register's own date of the list
  id          uuid not null,
  numbers     bigint not null,
  digest      text not null,         -- SHA-256 of the file
  imported_at timestamptz not null,
  primary key (list, as_of)
);
create table call_list (
  hash      bytea not null,
  list      text not null,
  listed_on date not null,           -- long ago where nobody can say since when
  seen_on   date not null,           -- the newest list that still has it
  primary key (hash, list)
);

-- The question as it was put, so that anybody can see what an answer was an answer to.
alter table decision add column asked jsonb not null default '{}';

-- What a model was to be trained on, as it was stated, and what became of it. Refused ones stay: they show the gate at work.
create table training (
  id          uuid primary key,
  purpose     text not null,
  stated      jsonb not null,        -- data, output, and where there are: people, decision, instructions
  people      integer not null,      -- how many different people the data is about
  verdict     text not null check (verdict in ('allow', 'deny', 'not-yet')),
  code        text not null,
  reviewer    text,                  -- the role that looks at what comes out before it is used
  review_on   date,                  -- by when
  policy      text not null,         -- version it was decided by
  stated_at   timestamptz not null,
  begun_at    timestamptz,
  reviewed_at timestamptz,
  usable      boolean                -- what the review found
);
create index training_by_purpose on training (purpose, stated_at desc);
