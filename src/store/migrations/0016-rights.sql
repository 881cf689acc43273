--! compatible (new tables, new columns with defaults; a due day may now be absent while a clock waits, and the previous release opens none that does)

alter table request alter column due_on drop not null;
alter table request
  add column owner     text not null default '',       -- the role that answers
  add column acts_as   text not null default 'controller', -- or 'processor': somebody else decides, and we pass it on
  add column about     text,                           -- the policy's purpose that is objected to or withdrawn from; null: all
  add column waits_for text,                           -- identity, authority, fee, clarification: nothing is due meanwhile
  add column proven_on date,                           -- no doubt is open about who asks; null: we wait for them to open our link
  add column agent     boolean not null default false,
  add column repeats   uuid,                           -- an answered request of the same kind by the same person
  add column sealed    bytea;                          -- what was asked, in their words
create index request_erased on request (person_id) where kind = 'erasure' and outcome in ('erased', 'nothing-held');
create index request_again on request (person_id, kind, received_on);

-- Everything that moves a clock or was said, in the order in which it was heard. Rows are only added; the due day is computed from them.
create table request_event (
  person_id   uuid not null,
  id          uuid not null,
  request_id  uuid not null,
  kind        text not null,
  on_day      date not null,         -- when it happened, by the organisation's calendar
  recorded_at timestamptz not null,
  actor       text not null,         -- person, a role, a key, worker
  facts       jsonb not null default '{}', -- codes, ids, days; nothing personal
  sealed      bytea,                 -- words
  primary key (person_id, id)
);
create index request_event_of on request_event (request_id, id);
create index request_event_kind on request_event (kind, recorded_at);

create function request_event_stays() returns trigger language plpgsql as $$
begin
  -- A merge moves a row to who stays and seals it anew; nothing else may change.
  if (new.id, new.request_id, new.kind, new.on_day, new.recorded_at, new.actor, new.facts)
     is distinct from (old.id, old.request_id, old.kind, old.on_day, old.recorded_at, old.actor, old.facts) then
    raise exception 'the events of a request are only added to';
  end if;
  return new;
end $$;
create trigger request_event_stays before update on request_event for each row execute function request_event_stays();

-- Uses that wait: restriction (Art 18: stored and nothing else) and objection (Art 21). Read by the gate at every act.
create table stopped_use (
  person_id  uuid not null,
  id         uuid not null,
  request_id uuid not null,
  kind       text not null check (kind in ('restriction', 'objection')),
  purpose    text,                   -- null: every use
  ground     text not null,
  began_at   timestamptz not null,
  told_at    timestamptz,            -- of the lifting: the person hears before it is lifted (Art 18(3))
  lifted_at  timestamptz,
  lifted_for text,                   -- why, as a code
  primary key (person_id, id)
);
create index stopped_use_of on stopped_use (request_id);

-- Art 19: who was told of a correction, an erasure or a restriction, and what they answered.
create table recipient_telling (
  person_id   uuid not null,
  id          uuid not null,
  request_id  uuid not null,
  recipient   text not null,
  change      text not null check (change in ('rectification', 'erasure', 'restriction')),
  known_by    text not null check (known_by in ('logged', 'declared')),
  told_at     timestamptz,           -- null: still to be told, or not told with a reason
  how         text,
  answered_at timestamptz,
  outcome     text,                  -- done, nothing-held, refused, impossible, disproportionate
  primary key (person_id, id)
);
create unique index recipient_telling_once on recipient_telling (person_id, request_id, recipient, change);
create index recipient_telling_open on recipient_telling (told_at) where answered_at is null;

-- Whom a disclosure was about, where the one who asked could say: who received my data?
create table disclosure_about (
  person_id uuid not null,
  id        uuid not null,           -- the disclosure
  primary key (person_id, id)
);

-- The register of refusals, whole or in part.
create table refusal (
  person_id     uuid not null,
  id            uuid not null,
  request_id    uuid not null,
  ground        text not null,
  exemption     text,                -- E1 to E12
  article       text,
  extent        text not null check (extent in ('whole', 'part')),
  decided_by    text not null,
  decided_on    date not null,
  due_on        date,                -- the last day on which it could be told in time
  test_again_on date,
  carries       text[] not null,     -- what the letter said: reasons, the ways to complain, court
  told          uuid,                -- the letter
  sealed        bytea,               -- the reasoning
  primary key (person_id, id)
);
create index refusal_again on refusal (test_again_on) where test_again_on is not null;
create index refusal_of on refusal (request_id);
