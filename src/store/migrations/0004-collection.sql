--! compatible (new table only)

-- What a collection point stored: sealed, with the notice that was shown.
create table record (
  person_id      uuid not null,
  id             uuid not null,
  point          text not null,      -- collection point of the policy
  stored_as      text not null,      -- its "stores"
  sealed         bytea not null,
  notice_version text not null,
  stored_at      timestamptz not null,
  primary key (person_id, id)
);
create index record_by_point on record (point, stored_at);
