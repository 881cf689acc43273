--! compatible (no release has taken in call lists yet; a new table)
-- A list is taken in as a set: what it no longer has goes, so every row is on the newest list and need not say so.
alter table call_list drop column seen_on;

-- That somebody was asked to answer a survey about something that happened to them: so often, and by one purpose. Nothing of answers.
create table survey_invitation (
  person_id  uuid not null,
  id         uuid not null,          -- of the mail
  event      uuid not null,          -- what it asks about
  point      text not null,          -- the survey
  purpose    text not null,
  invited_at timestamptz not null,
  primary key (person_id, id)
);
create index survey_invitation_event on survey_invitation (person_id, event);
create index survey_invitation_purpose on survey_invitation (purpose, invited_at);
