--! compatible (two new columns that have defaults)

-- When somebody last looked whether a case is still needed, and the references of those of ours who work on it.
alter table support_case add column reviewed_at timestamptz;
alter table support_case add column staff text[] not null default '{}';
