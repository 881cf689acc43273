--! compatible (new tables, new columns, and a column that may be null; the release before writes what it wrote)

-- What a rule would dispose of, for people to agree to or to stop: what it was on the day, by the hash over its records and
-- fields. An approval is for one hash and no other.
create table retention_proposal (
  id           uuid primary key,
  rule         text not null,
  state        text not null check (state in ('asked', 'announced', 'done', 'refused', 'stopped', 'empty')),
  hash         text not null,          -- SHA-256 in hex over the rule and the rows of retention_proposed
  records      integer not null,       -- as of that hash
  people       integer not null,
  gone         integer not null default 0, -- how many of its records went
  asked_on     date not null,
  decide_by    date,                   -- null: nobody is asked
  agreed_at    timestamptz,
  announced_on date,
  goes_from    date,                   -- the first day on which something of it may go: the window is over
  closed_at    timestamptz,
  closed_by    text,
  because      text,                   -- of a refusal or a stop: in words, without a name
  again_on     date                    -- of a refusal or a stop: it is asked again from this day
);
create index retention_proposal_open on retention_proposal (rule, asked_on) where closed_at is null;
create index retention_proposal_again on retention_proposal (again_on) where again_on is not null;

-- Its rows: a record, and which of its fields go. Gone with the record, or when what would go is another.
create table retention_proposed (
  person_id uuid not null,
  id        uuid not null,             -- the record
  rule      text not null,
  proposal  uuid not null,
  goes_on   date not null,
  fields    text[] not null,           -- what would go; empty: the record has no fields, and goes whole
  whole     boolean not null,
  primary key (person_id, id, rule)
);
create index retention_proposed_of on retention_proposed (proposal, goes_on);

create table retention_approval (
  proposal    uuid not null,
  hash        text not null,           -- what was looked at
  stage       integer not null,        -- from 1
  approved_by text not null,           -- staff:<id>
  role        text not null,
  approved_at timestamptz not null,
  entry       uuid not null,           -- in the ledger
  primary key (proposal, hash, approved_by)
);

-- A medium is registered while it is in use, has a number of its own, and is handed to one destroyer.
alter table medium alter column retired_on drop not null;
alter table medium add column serial text;
alter table medium add column registered_at timestamptz;
alter table medium add column handed_on date;
alter table medium add column handed_to text;          -- a recipient of the policy
alter table medium add column destruction uuid;        -- the certificate that closed it
create unique index medium_serial on medium (serial) where serial is not null;
create index medium_handed on medium (handed_on) where closed_at is null;

-- A certificate of destruction as the destroyer wrote it: the paper itself stays where papers are, its hash is here.
create table destruction (
  id           uuid primary key,
  number       text not null,
  destroyer    text not null,          -- a recipient of the policy
  method       text not null,
  destroyed_on date not null,
  document     text not null,          -- SHA-256 of the document, in hex
  entered_at   timestamptz not null,
  entered_by   text not null,
  unique (destroyer, number)
);

-- The numbers on it. One that is none of ours is written down as well: something is wrong until somebody says what.
create table destruction_item (
  destruction uuid not null,
  serial      text not null,
  medium      uuid,                    -- null: none of ours had that number and was with them
  settled_at  timestamptz,             -- somebody said what was wrong
  settled_by  text,
  because     text,
  primary key (destruction, serial)
);
create index destruction_item_unmatched on destruction_item (destruction) where medium is null and settled_at is null;
