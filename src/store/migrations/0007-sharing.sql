--! compatible (new table only)

-- Every disclosure that was made or refused: to whom, what kinds of data, for what, about how many people.
create table disclosure (
  id          uuid primary key,
  recipient   text not null,         -- as asked; may be one that no policy knows
  purpose     text,
  data        text[] not null,
  people      integer not null,
  verdict     text not null check (verdict in ('allow', 'deny', 'not-yet')),
  code        text not null,
  asked_at    timestamptz not null
);
create index disclosure_by_recipient on disclosure (recipient, asked_at desc);
