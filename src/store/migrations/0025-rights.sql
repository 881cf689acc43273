--! compatible (new tables only)

-- A decision by software at which a person looked again (Art 22C): what came of it, and who that was.
create table decision_review (
  person_id   uuid not null,
  id          uuid not null,
  request_id  uuid not null,
  decision    text,                  -- as the policy calls it; null: one that it does not declare
  result      text not null check (result in ('upheld', 'changed')),
  reviewed_by text not null,
  reviewed_at timestamptz not null,
  primary key (person_id, id)
);
create unique index decision_review_once on decision_review (person_id, request_id);
create index decision_review_at on decision_review (reviewed_at);

-- A package that goes straight to another controller (Art 20(2)): to whom, by when, and what shows that it arrived.
create table hand_over (
  person_id    uuid not null,
  id           uuid not null,
  request_id   uuid not null,
  recipient    text,                 -- as the policy calls it; null: the person gave name and address
  asked_at     timestamptz not null,
  asked_by     text not null,
  due_on       date not null,
  confirmed_at timestamptz,          -- the person said that it is what they want; nothing leaves before
  sent_at      timestamptz,
  mail         uuid,
  expires_on   date,
  fetched_at   timestamptz,          -- the link opens once
  sealed       bytea not null,       -- name and address
  primary key (person_id, id)
);
create index hand_over_of on hand_over (request_id);
create index hand_over_by_id on hand_over (id);
create index hand_over_waits on hand_over (due_on) where fetched_at is null;

-- Who received my data is looked up by the disclosure as well.
create index disclosure_about_of on disclosure_about (id);
