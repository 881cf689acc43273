--! compatible (new tables and columns that may be left out)

-- Records are also looked up by what staff hold: the record's own id.
create index record_by_id on record (id);

-- What belongs to a record goes with it, whoever deletes the record. The constraint stays within one person, and waits for
-- the end of the transaction, because a merge moves parent and child one after the other.

-- Where what came in came from: one row at intake, one more whenever somebody else supplied more.
create table record_source (
  person_id  uuid not null,
  id         uuid not null,
  record_id  uuid not null,
  how        text not null,          -- kind of the collection point: form, import, phone …
  third      boolean not null,       -- from somebody else than the person
  bought     boolean not null default false,
  proven     boolean not null default false, -- evidence was given
  route      text,                   -- direct, agency, platform
  sealed     bytea not null,         -- who and by what evidence: may name people
  given_at   timestamptz not null,
  primary key (person_id, id),
  foreign key (person_id, record_id) references record (person_id, id) on delete cascade deferrable initially deferred
);
create index record_source_of on record_source (person_id, record_id);

-- Parts of a record that are kept from it: a number as a token, a password as a hash, a sensitive passage behind a fence.
create table record_part (
  person_id uuid not null,
  id        uuid not null,
  record_id uuid not null,
  field     text not null,
  kind      text not null check (kind in ('token', 'hash', 'secret', 'special')),
  category  text,                    -- of special data: health, beliefs …
  open      boolean not null default false, -- explicit consent: may be shown
  mask      text not null,           -- what is shown in its place
  sealed    bytea,                   -- null for tokens and hashes: the value itself is not kept
  digest    bytea,                   -- keyed hash of a number; salted scrypt of a password
  primary key (person_id, id),
  foreign key (person_id, record_id) references record (person_id, id) on delete cascade deferrable initially deferred
);
create index record_part_of on record_part (person_id, record_id);

create table record_file (
  person_id uuid not null,
  id        uuid not null,
  record_id uuid not null,
  field     text not null,
  type      text not null,           -- by content, never by name
  bytes     integer not null,
  fenced    boolean not null default false,
  sealed    bytea not null,          -- its name
  primary key (person_id, id),
  foreign key (person_id, record_id) references record (person_id, id) on delete cascade deferrable initially deferred
);
create index record_file_of on record_file (person_id, record_id);

create table record_chunk (
  person_id uuid not null,
  id        uuid not null,
  file_id   uuid not null,
  number    integer not null,
  sealed    bytea not null,
  primary key (person_id, id),
  foreign key (person_id, file_id) references record_file (person_id, id) on delete cascade deferrable initially deferred
);
create index record_chunk_of on record_chunk (person_id, file_id, number);

-- A form that was sent twice is taken once. Nothing of the person: a random number of ours.
create table form_use (
  nonce   bytea primary key,
  used_at timestamptz not null
);

-- Anonymous answers: no person, no address, no moment; the ids are random, so that their order tells nothing.
create table survey_answer (
  id             uuid primary key,
  point          text not null,
  answers        jsonb not null,
  notice_version text not null,
  month          date not null
);
create index survey_answer_of on survey_answer (point);

-- For each text and outlet: what was permitted, and where it stands.
create table publication (
  person_id    uuid not null,
  id           uuid not null,
  record_id    uuid not null,
  name         text not null,        -- the policy's publication
  outlet       text not null,
  text_hash    bytea not null,       -- of the words that were permitted
  wording      text not null,        -- version of the notice under which
  granted_at   timestamptz not null,
  withdrawn_at timestamptz,
  published_at timestamptz,
  taken_down_at timestamptz,
  primary key (person_id, id),
  foreign key (person_id, record_id) references record (person_id, id) on delete cascade deferrable initially deferred
);
create index publication_of on publication (person_id, record_id);
create index publication_standing on publication (name, outlet) where published_at is not null and taken_down_at is null;

create table support_case (
  person_id uuid not null,
  id        uuid not null,           -- the record's
  point     text not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  primary key (person_id, id),
  foreign key (person_id, id) references record (person_id, id) on delete cascade deferrable initially deferred
);
create index support_case_open on support_case (point) where closed_at is null;

create table visit (
  person_id     uuid not null,
  id            uuid not null,       -- the record's
  point         text not null,
  badge         text not null,       -- a number on paper, by which a visitor signs out
  signed_in_at  timestamptz not null,
  signed_out_at timestamptz,
  primary key (person_id, id),
  foreign key (person_id, id) references record (person_id, id) on delete cascade deferrable initially deferred
);
create index visit_inside on visit (point, badge) where signed_out_at is null;

-- Events of devices and pages, a batch a row, sealed under a key for the point and month, which is destroyed with them.
create table telemetry_batch (
  id       uuid primary key,
  point    text not null,
  bucket   uuid not null,
  events   integer not null,
  sealed   bytea not null,
  taken_at timestamptz not null
);
create index telemetry_batch_of on telemetry_batch (point, taken_at);
create table telemetry_bucket (
  point text not null,
  month date not null,
  id    uuid not null,
  primary key (point, month)
);
-- What was thrown away, counted. Only such field names as programmers give; anything else counts as "other".
create table telemetry_dropped (
  point text not null,
  day   date not null,
  field text not null,
  times bigint not null,
  primary key (point, day, field)
);

-- Article 14: who has to hear where we got their data, and by when.
create table told_duty (
  person_id   uuid not null,
  id          uuid not null,         -- the record's
  point       text not null,
  obtained_at timestamptz not null,
  due_on      date not null,
  mail_id     uuid,                  -- the letter; null: there is no address to write to, so staff tell them
  told_at     timestamptz,
  told_how    text,
  primary key (person_id, id),
  foreign key (person_id, id) references record (person_id, id) on delete cascade deferrable initially deferred
);
create index told_duty_open on told_duty (due_on) where told_at is null;

-- Suppliers of data, checked before anything of theirs comes in. Companies and registers; a person is no supplier.
create table data_supplier (
  id         uuid primary key,
  point      text not null,
  name       text not null,
  evidence   text not null,
  checked_on date not null,
  valid_to   date not null,
  checked_by text not null
);
create index data_supplier_of on data_supplier (point, name, valid_to);

-- Records that somebody has to confirm or correct.
create table accuracy_check (
  person_id  uuid not null,
  id         uuid not null,
  because    text not null check (because in ('stale', 'bounced')),
  queued_at  timestamptz not null,
  due_on     date not null,
  settled_at timestamptz,
  outcome    text check (outcome in ('confirmed', 'corrected', 'removed')),
  primary key (person_id, id)
);
create index accuracy_check_open on accuracy_check (due_on) where settled_at is null;

create table phone_call (
  person_id  uuid not null,
  id         uuid not null,          -- the record's
  point      text not null,
  began_at   timestamptz not null,
  announced  boolean not null,
  recording  text,                   -- reference in the telephone system; null: none
  declined   boolean not null default false, -- the caller asked not to be recorded
  primary key (person_id, id),
  foreign key (person_id, id) references record (person_id, id) on delete cascade deferrable initially deferred
);
create index phone_call_of on phone_call (point, began_at);

create table call_listening (
  person_id uuid not null,
  id        uuid not null,
  call_id   uuid not null,
  by_whom   text not null,           -- role or key
  purpose   text not null,
  at        timestamptz not null,
  primary key (person_id, id),
  foreign key (person_id, call_id) references phone_call (person_id, id) on delete cascade deferrable initially deferred
);

-- A session that a client opened to us: what may be reached, and until when.
create table remote_session (
  person_id  uuid not null,
  id         uuid not null,          -- the record's
  point      text not null,
  case_id    uuid,
  areas      text[] not null,
  code_hash  bytea not null,         -- of the code that the client hands on
  opened_at  timestamptz not null,
  expires_at timestamptz not null,
  closed_at  timestamptz,
  primary key (person_id, id),
  foreign key (person_id, id) references record (person_id, id) on delete cascade deferrable initially deferred
);
create index remote_session_by_code on remote_session (code_hash);

create table remote_look (
  person_id  uuid not null,
  id         uuid not null,
  session_id uuid not null,
  by_whom    text not null,
  area       text not null,
  code       text not null,          -- allowed, or why not
  at         timestamptz not null,
  primary key (person_id, id),
  foreign key (person_id, session_id) references remote_session (person_id, id) on delete cascade deferrable initially deferred
);

-- Requests for camera pictures that we passed on: what kind of asker and when, never who.
create table camera_request (
  id           uuid primary key,
  point        text not null,
  asker        text not null check (asker in ('person', 'police', 'security-company', 'court', 'other')),
  because      text not null check (because in ('own-picture', 'incident', 'legal-claim', 'other')),
  asked_at     timestamptz not null,
  answer       text not null check (answer in ('passed-on', 'refused')),
  code         text not null
);
create index camera_request_of on camera_request (point, asked_at);
