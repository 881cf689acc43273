--! compatible (new table only)

create table request (
  person_id    uuid not null,
  id           uuid not null,
  kind         text not null,        -- access, rectification, erasure, …
  route        text not null,        -- web, email, phone, post
  received_on  date not null,
  due_on       date not null,        -- the last day, rolled off weekends and holidays
  opened_at    timestamptz not null,
  answered_on  date,
  outcome      text,
  primary key (person_id, id)
);
create index request_open on request (due_on) where answered_on is null;
create index request_answered on request (answered_on) where answered_on is not null;
create index request_by_id on request (id);
