--! compatible (indexes only)

-- A case is found by its own id, whosever it is; open ones are listed the newest first.
create index support_case_by_id on support_case (id);
create index support_case_open_by_id on support_case (id) where closed_at is null;
