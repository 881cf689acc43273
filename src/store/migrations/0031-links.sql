--! compatible (new tables, an index, and a check that allows more)

-- The addresses of others that the notice relies on, each with what the last look found. No person's data is in it.
create table watched_address (
  address           text primary key,
  looked_at         timestamptz,       -- when it was last seen what a visitor finds there; null: never yet
  tried_at          timestamptz not null,
  outcome           text not null check (outcome in ('answers', 'not-readable', 'dead', 'not-looked', 'off')),
  says              text not null,
  failures          integer not null,  -- looks in a row at which it was dead
  failed_since      timestamptz,
  digest            text,              -- of the words that it showed; null: it showed none that can be compared
  read_digest       text,              -- of those that somebody has read, or that it showed first
  changed_at        timestamptz,       -- since when it shows words that nobody has read
  certificate_until timestamptz
);

-- Mails to whoever answers for something that ends on a day: before that day.
alter table staff_message drop constraint staff_message_kind_check;
alter table staff_message add constraint staff_message_kind_check
  check (kind in ('broken', 'mended', 'asked', 'late', 'warned'));

-- What a version starts that the one in force before it did not have, with who decided what that means for the notice, and when.
create table launch (
  hash       text not null,            -- the version
  path       text not null,            -- purposes.newsletter
  gated      boolean not null,         -- whether the policy in force promised that somebody decides first
  decision   text,                     -- as the policy calls it; null: nobody has decided
  decided_by text,
  decided_on date,
  primary key (hash, path)
);

-- What was asked for and stands in no notice.
create index decision_undeclared on decision (decided_at)
  where code like '%.undeclared-purpose' or code = 'share.unlisted-recipient';
