--! compatible (new table only)

-- What a write answered, kept for a day, so that the same request sent twice has one effect and one answer. Written in the
-- transaction of the effect itself: there is never the one without the other.
create table idempotency (
  key_id  uuid not null,             -- the API key that asked; the nil id: nobody signed in
  route   text not null,             -- method and route
  key     text not null,             -- as sent in Idempotency-Key
  sent    bytea not null,            -- SHA-256 of what was sent
  status  smallint,                  -- null only inside the transaction that is at work
  body    text,                      -- JSON; ids and codes, never personal data
  made_at timestamptz not null,
  primary key (key_id, route, key)
);
create index idempotency_age on idempotency (made_at);
