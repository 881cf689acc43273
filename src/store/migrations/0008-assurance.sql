--! compatible (new tables only)

-- A role's dated word that a duty was done.
create table attestation (
  id        uuid primary key,
  name      text not null,           -- attestation of the policy
  by_role   text not null,
  signed_on date not null,
  evidence  text not null,           -- reference of the document, certificate or statement
  signed_at timestamptz not null
);
create index attestation_latest on attestation (name, signed_on desc);

-- Every policy version that was ever put forward, whole: what the system runs is the one in force, not the folder.
create table policy_version (
  hash         text primary key,
  files        jsonb not null,
  material     boolean not null,
  changes      jsonb not null,       -- what changed for people, in words
  proposed_at  timestamptz not null,
  effective_on date,                 -- the first day it may take effect; null: a material change that tells nobody
  in_force_at  timestamptz,
  replaced_at  timestamptz
);
create unique index policy_in_force on policy_version ((true)) where in_force_at is not null and replaced_at is null;

-- That people were told of a coming version: what was seen on the site, and which mails went out.
create table change_told (
  id      uuid primary key,
  hash    text not null references policy_version,
  by_way  text not null check (by_way in ('site', 'email')),
  people  integer,                   -- how many mails; null for the site
  told_at timestamptz not null
);
create index change_told_of on change_told (hash, by_way, told_at);
