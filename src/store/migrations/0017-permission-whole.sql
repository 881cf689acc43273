--! compatible nothing here yet
select 1;
