--! compatible (a new table and a trigger that only adds to it)

-- What was erased and still has to be written down outside the data. Filled by the database itself, in the transaction of
-- the erasure, so that no code that erases can forget it.
create table erasure_to_note (
  table_name text not null,
  row_id     text not null,
  primary key (table_name, row_id)
);

create function note_erasure() returns trigger language plpgsql as $$
begin
  insert into erasure_to_note (table_name, row_id)
    select tg_table_name, id::text from gone on conflict do nothing;
  return null;
end $$;

create trigger record_erased after delete on record referencing old table as gone
  for each statement execute function note_erasure();
