--! compatible (new table only)

-- People who are gone and whose key has to go too. Written with the erasure and removed once the key is destroyed, so that
-- a crash between the two is made good by the next night.
create table key_to_destroy (
  person_id uuid primary key,
  since     timestamptz not null
);
