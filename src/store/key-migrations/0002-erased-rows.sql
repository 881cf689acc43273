--! compatible (a new table that only this release reads)

-- Rows of the data that were erased while the person stays. Beside the keys because it has to survive what it is for: a
-- restored backup of the data holds those rows again, and is told here to lose them. Ids only.
create table erased_row (
  table_name text not null,
  row_id     text not null,
  erased_at  timestamptz not null,
  primary key (table_name, row_id)
);

create index erased_row_erased_at on erased_row (erased_at);
