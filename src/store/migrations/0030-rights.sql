--! compatible nothing yet
select 1;
