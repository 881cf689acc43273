--! compatible (new tables, and a column with a default)

-- The fields of a record that have gone by a rule of their own, while the rest of it stays.
alter table record add column gone text[] not null default '{}';

-- What suspends deletion: for people or for all that came in at some points, and only for the kinds of data named.
create table retention_hold (
  id         uuid primary key,
  kind       text not null check (kind in ('legal-duty', 'legal-claim', 'request', 'incident', 'authority', 'safety')),
  because    text not null,          -- in words, without a name
  owner      text not null,          -- a role
  review_on  date not null,
  data       text[] not null,        -- kinds of data of the policy; empty: all of them
  points     text[] not null,        -- everybody's data that came in there; empty: only the people in retention_held
  placed_at  timestamptz not null,
  placed_by  text not null,
  lifted_at  timestamptz,
  lifted_by  text
);
create index retention_hold_standing on retention_hold (review_on) where lifted_at is null;

create table retention_held (
  person_id uuid not null,
  id        uuid not null,           -- the hold
  primary key (person_id, id)
);
create index retention_held_of on retention_held (id);

-- Why a record whose day has come is still there: which hold, duty or request, and until when. Written by the nightly run;
-- whoever relies on it looks whether the reason still stands.
create table retention_kept (
  person_id uuid not null,
  id        uuid not null,           -- the record
  rule      text not null,
  kind      text not null check (kind in ('hold', 'duty', 'request', 'restriction')),
  reference text not null,           -- the hold's or request's id, or the rule of the duty
  until     date,                    -- of a duty
  seen_at   timestamptz not null,
  primary key (person_id, id, rule)
);

-- What somebody has to decide: a rule that ends in a review, or data of a customer that is given back or erased.
create table retention_review (
  person_id  uuid not null,
  id         uuid not null,          -- the record
  rule       text not null,
  asked_on   date not null,
  decided_at timestamptz,
  decided_by text,
  outcome    text check (outcome in ('keep', 'erase', 'returned')),
  again_on   date,                   -- where it is kept: when to ask again
  primary key (person_id, id, rule)
);
create index retention_review_open on retention_review (asked_on) where decided_at is null;

-- How many records were made anonymous, and nothing else of them.
create table record_figure (
  point text not null,
  month date not null,
  rule  text not null,
  n     bigint not null,
  primary key (point, month, rule)
);

-- A medium that is taken out of use stays open until the certificate that names it has come.
create table medium (
  id           uuid primary key,
  label        text not null unique, -- what is written on it: an asset number
  kind         text not null,
  rule         text not null,
  retired_on   date not null,
  destroyed_on date,
  destroyer    text,
  certificate  text,                 -- the destroyer's number
  closed_at    timestamptz,
  check ((closed_at is null) = (certificate is null))
);
create index medium_open on medium (retired_on) where closed_at is null;

-- Of whom nothing is left but a letter that still has to leave, or a request that is still open: they are forgotten after it.
create table forget_later (
  person_id uuid primary key,
  since     timestamptz not null
);
