--! compatible (the first one; there is no release before it)

-- Facts about this installation that are not the policy's: its id, the day it was made.
create table meta (
  name  text primary key,
  value text not null
);

-- When each regular piece of work was last begun. What is due is decided by schedule.rules.ts with the clock that it is
-- given, so that a proof can live through a year in a second.
create table schedule (
  name        text primary key,
  last_run_at timestamptz -- null: never yet
);
