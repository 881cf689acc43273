--! compatible (indexes, and a table that is new)

-- What is opened by its own id, whosever it is.
create index support_case_by_id on support_case (id);
create index phone_call_by_id on phone_call (id);
create index recipient_telling_of on recipient_telling (request_id);

-- Lists are read the newest first, a page at a time, and end where the page does.
create index outbox_by_id on outbox (id);
create index outbox_waiting_by_id on outbox (id) where state in ('queued', 'sending');
create index outbox_unsure_by_id on outbox (id) where state = 'unsure';
create index record_of_point on record (point, id);
create index support_case_open_by_id on support_case (id) where closed_at is null;
create index support_case_closed_by_id on support_case (id) where closed_at is not null;

-- Each time that a survey was opened, until which day it takes answers: how often is promised.
create table survey_opening (
  id        uuid primary key,
  point     text not null,
  purpose   text not null,
  opened_on date not null,
  until     date not null
);
create index survey_opening_of on survey_opening (purpose, opened_on);
