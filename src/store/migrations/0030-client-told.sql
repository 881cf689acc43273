--! compatible (new columns that may be null)

-- A hold on what is kept for a client: when and how the client was told which fields stay, why, and when that is looked at again.
-- Null: it holds nothing of a client's, or the policy promises no such telling.
alter table retention_hold add column client_told_on  date;
alter table retention_hold add column client_told_how text;
