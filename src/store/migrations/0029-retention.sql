--! compatible (a new table, new columns that may be null, and a check that allows more)

-- A proposal of rows of a connected system names their table.
alter table retention_proposal add column system text;
alter table retention_proposal add column "table" text;

-- Its rows: known by keyed hashes of their keys, so that nothing of a row stands here.
create table retention_proposed_row (
  rule     text not null,
  system   text not null,
  "table"  text not null,
  mark     text not null,              -- a keyed hash of the row's key
  proposal uuid not null,
  goes_on  date not null,
  digest   text not null,              -- a keyed hash of what the map knows of the row and of the keys of all that belongs to it
  spared   text[] not null,            -- table.column of what stays of it, because something holds that
  along    jsonb not null,             -- how many rows belong to it, by table
  shown    text[] not null,            -- its key, folded
  plan_id  uuid,                       -- the plan by which it is going
  primary key (rule, system, "table", mark)
);
create index retention_proposed_row_of on retention_proposed_row (proposal, goes_on);
create index retention_proposed_row_going on retention_proposed_row (plan_id) where plan_id is not null;

-- The proposal that a plan carries out, for its certificate.
alter table retention_plan add column proposal uuid;

-- What the last look saw in the weeks ahead; the last day on which one found all done that was due, and read it again.
alter table retention_look add column ahead jsonb;
alter table retention_look add column done_on date;
update retention_look set done_on = looked_on where fault is null and left_over = 0;

-- Mails to those who have to agree: when something waits for them, and when the time to decide runs out.
alter table staff_message drop constraint staff_message_kind_check;
alter table staff_message add constraint staff_message_kind_check check (kind in ('broken', 'mended', 'asked', 'late'));

-- Who was told of what, once: of a stage as it was looked at, and once more before its time is over.
create table retention_told (
  proposal uuid not null,
  stage    integer not null,
  kind     text not null check (kind in ('asked', 'late')),
  told_at  timestamptz not null,
  primary key (proposal, stage, kind)
);
