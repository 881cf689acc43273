--! compatible (a new table, a new column and new indexes only)

-- Two that turned out to be one. The row stays: links in old mails and the ledger name it.
alter table person add column merged_into uuid; -- null: a person as they are known now
create index person_merged_into on person (merged_into) where merged_into is not null;

-- What a merge moved, so that it can be undone. Ids only.
create table person_merge (
  person_id  uuid not null,          -- who stays
  id         uuid not null,
  gone_id    uuid not null,          -- who became them
  moved      jsonb not null,         -- what moved and what was added, by table
  merged_at  timestamptz not null,
  unmerged_at timestamptz,
  primary key (person_id, id)
);
create unique index person_merge_standing on person_merge (person_id, gone_id) where unmerged_at is null;

-- An event's id is its own, whoever it is about: the second report of it is looked for by that alone.
create index event_by_id on event (id);

-- A relationship is what its starts and ends say. Those that a form began have told no start so far; noon is the same day
-- wherever we are.
insert into event (person_id, id, kind, at, recorded_at)
select r.person_id, gen_random_uuid(), r.kind || '-started', (r.began_on + time '12:00') at time zone 'UTC', now()
from relationship r
where not exists (select 1 from event e where e.person_id = r.person_id and e.kind = r.kind || '-started');
