--! compatible (new tables only)

-- A plan that a rule made for rows of a connected system, until its certificate is written: what the journal of the plan does
-- not know.
create table retention_plan (
  plan_id      uuid primary key,
  rule         text not null,
  system       text not null,
  "table"      text not null,
  for_day      date not null,
  policy       text not null,            -- the hash of the policy by which it is due
  counted_from date[] not null,          -- the earliest and the latest day that its rows count from
  made_at      timestamptz not null,
  certified_at timestamptz               -- the certificate stands in the ledger
);
create index retention_plan_open on retention_plan (made_at) where certified_at is null;

-- What the last run found of a rule in a table of a connected system.
create table retention_look (
  rule       text not null,
  system     text not null,
  "table"    text not null,
  looked_on  date not null,
  looked_at  timestamptz not null,
  due        bigint not null,            -- rows whose day had come
  gone       bigint not null,            -- deleted, or without what names somebody
  kept       jsonb not null,             -- how many stay, by what keeps them
  left_over  bigint not null,            -- found again after it was written
  fault      text,                       -- why it was not done, in words
  primary key (rule, system, "table")
);
