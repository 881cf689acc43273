--! compatible (new tables only)

-- What proving found, by policy version: the board shows it where there are no live facts yet.
create table proof_run (
  hash      text not null,           -- policy version
  control   text not null,
  path      text not null,           -- the declaration it was tried on
  verdict   text not null check (verdict in ('proven', 'refuted')),
  proven_at timestamptz not null,
  primary key (hash, control, path)
);

-- The board's history: a row whenever a promise's state becomes another.
create table promise_state (
  promise text not null,
  id      uuid not null,
  state   text not null,
  because text not null,
  since   timestamptz not null,
  primary key (promise, id)
);

-- Keys by which connected systems speak to us: only their hash.
create table api_key (
  id         uuid primary key,
  name       text not null,
  hash       bytea not null unique,
  scopes     text[] not null,
  made_at    timestamptz not null,
  revoked_at timestamptz
);
