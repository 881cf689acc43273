--! compatible (no release has taken in call lists yet)
-- A list is taken in as a set: what it no longer has goes, so every row is on the newest list and need not say so.
alter table call_list drop column seen_on;
