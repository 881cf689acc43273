--! compatible (new tables, and new columns that older code leaves empty)

-- A mail may wait for its hour, belong to an approved campaign, or be one that the policy owes.
alter table outbox add column not_before timestamptz;  -- null: as soon as possible
alter table outbox add column campaign   uuid;
alter table outbox add column message    text;         -- the policy's name of an owed or service message

-- What a mail server or a reader's provider told us of an address. By its keyed hash: it is the address that does not work,
-- and a person who gives us another one is reached again.
create table channel_event (
  person_id   uuid not null,
  id          uuid not null,
  hash        bytea not null,
  channel     text not null,
  kind        text not null check (kind in ('bounced-hard', 'bounced-soft', 'complained')),
  status      text not null,         -- RFC 3463 code, or the feedback type
  mail        uuid,                  -- the mail it is about; null: it could not be shown which
  at          timestamptz not null,
  recorded_at timestamptz not null,
  primary key (person_id, id)
);
create index channel_event_of_address on channel_event (hash, channel, at desc);

-- An open or a click of somebody who agreed to that.
create table engagement (
  person_id uuid not null,
  id        uuid not null,
  purpose   text not null,           -- the mailing's
  under     text not null,           -- the purpose that they agreed to
  mail      uuid not null,
  kind      text not null check (kind in ('opened', 'clicked')),
  at        timestamptz not null,
  primary key (person_id, id)
);

-- What somebody approved before it may leave.
create table campaign (
  id          uuid primary key,
  purpose     text not null,
  says        jsonb not null,        -- why it is relevant, what it promotes, how often, who sends it, which partner
  approved_by text not null,         -- a role
  approved_at timestamptz not null,
  until       date not null
);

-- People's addresses that leave for a platform or an advertiser, or come back from one: stamped with their purpose.
create table list_stamp (
  id         uuid primary key,
  kind       text not null check (kind in ('handover', 'audience', 'export')),
  purpose    text not null,
  recipient  text not null,
  people     int not null,
  left_out   jsonb not null,         -- how many were left out, by code
  policy     text not null,
  made_at    timestamptz not null,
  expires_at timestamptz not null,
  ended_at   timestamptz             -- removed over there, or deleted here
);
create index list_stamp_of_purpose on list_stamp (purpose, made_at desc);

-- A message that is owed: opened by what happened, closed by what shows that it went.
create table message_duty (
  person_id    uuid not null,
  id           uuid not null,
  message      text not null,
  event        uuid not null,        -- what opened it
  opened_at    timestamptz not null,
  due_at       timestamptz not null,
  evidenced_at timestamptz,
  evidence     text,                 -- 'mail:<id>', or what somebody reported
  primary key (person_id, id)
);
create unique index message_duty_once on message_duty (person_id, event, message);
create index message_duty_open on message_duty (message, due_at) where evidenced_at is null;

-- How far a connected platform was read, and what it was told.
create table platform_cursor (
  system    text not null,
  direction text not null check (direction in ('optouts', 'sweep', 'out')),
  cursor    text not null,
  at        timestamptz not null,
  primary key (system, direction)
);
create table platform_told (
  person_id  uuid not null,
  id         uuid not null,
  system     text not null,
  what       text not null check (what in ('suppressed', 'erased')),
  permission uuid,                   -- the no that it carries out
  told_at    timestamptz not null,
  primary key (person_id, id)
);
create index platform_told_of on platform_told (person_id, system, told_at desc);
-- The newest no's first to tell.
create index permission_no on permission (recorded_at) where state in ('refused', 'withdrawn', 'objected');
