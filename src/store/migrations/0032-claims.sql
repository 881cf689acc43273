--! compatible (two new columns that have defaults, and a check that allows more)

-- When somebody last looked whether a case is still needed, and the references of those of ours who work on it.
alter table support_case add column reviewed_at timestamptz;
alter table support_case add column staff text[] not null default '{}';

-- By which channel somebody wants to be reached for a purpose, and up to which amount they agreed to pay for one.
alter table preference drop constraint preference_kind_check;
alter table preference add constraint preference_kind_check
  check (kind in ('pause', 'topic', 'age', 'subscriber', 'publication', 'session', 'channel', 'agreed'));
