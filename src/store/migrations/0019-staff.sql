--! compatible (new tables, and new columns that the release before does not read)

-- Who works here. The tables of sign-in are better-auth's (user, session, account, verification, two-factor) under our names,
-- with columns of our own behind theirs. Staff are no data subjects of the vault: nothing here has a person_id.
create table staff_user (
  id                 uuid primary key,
  name               text not null,
  email              text not null unique,       -- in small letters
  email_verified     boolean not null default true,
  image              text,
  two_factor_enabled boolean not null default false,
  created_at         timestamptz not null,
  updated_at         timestamptz not null,
  role               text not null default 'auditor' check (role in ('owner', 'privacy-lead', 'responder', 'auditor', 'integrator')),
  removed_at         timestamptz                  -- the row stays: the ledger names its id
);

create table staff_session (
  id         uuid primary key,
  token      text not null unique,
  user_id    uuid not null references staff_user (id) on delete cascade,
  ip_address text,
  user_agent text,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  began_at   timestamptz,                         -- when it was first used, and last: by the clock of the house
  seen_at    timestamptz
);
create index staff_session_of on staff_session (user_id);

create table staff_account (
  id          uuid primary key,
  account_id  text not null,
  provider_id text not null,
  user_id     uuid not null references staff_user (id) on delete cascade,
  password    text,                               -- scrypt, with its salt
  access_token  text,                             -- of sign-in by others, which is off; better-auth looks for the columns
  refresh_token text,
  id_token      text,
  access_token_expires_at  timestamptz,
  refresh_token_expires_at timestamptz,
  scope         text,
  created_at  timestamptz not null,
  updated_at  timestamptz not null
);
create index staff_account_of on staff_account (user_id);

create table staff_verification (
  id         uuid primary key,
  identifier text not null,
  value      text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index staff_verification_by on staff_verification (identifier);

create table staff_second_factor (
  id                        uuid primary key,
  user_id                   uuid not null references staff_user (id) on delete cascade,
  secret                    text not null,        -- encrypted under a key that is derived from the keystore's
  backup_codes              text not null,        -- the same
  verified                  boolean not null default true,
  failed_verification_count integer not null default 0,
  locked_until              timestamptz
);
create index staff_second_factor_of on staff_second_factor (user_id);

-- A one-time link: to join, or to begin anew when password or second factor are lost.
create table staff_invitation (
  id         uuid primary key,
  hash       bytea not null unique,               -- SHA-256 of 256 random bits; the link itself is nowhere
  role       text not null check (role in ('owner', 'privacy-lead', 'responder', 'auditor', 'integrator')),
  email      text,                                -- null: whoever opens it says
  user_id    uuid references staff_user (id) on delete cascade, -- null: somebody new
  first      boolean not null default false,      -- printed at the start while there is no owner
  made_by    text not null,
  made_at    timestamptz not null,
  expires_at timestamptz not null,
  used_at    timestamptz
);

-- Failed sign-ins by the keyed hash of what was typed as address, known or not: a lock tells nobody whether it is known.
create table staff_lock (
  subject      bytea primary key,
  failures     integer not null,
  last_at      timestamptz not null,
  locked_until timestamptz
);

-- Codes of an authenticator that were tried: none works twice.
create table staff_used_code (
  user_id uuid not null references staff_user (id) on delete cascade,
  code    bytea not null,
  at      timestamptz not null,
  primary key (user_id, code)
);

alter table api_key add column made_by text;
alter table api_key add column last_used_at timestamptz;
