-- Sample data can be looked around in and removed in one go; whoever and whatever came with it is marked.

alter table agents add column sample boolean not null default false;
alter table teams add column sample boolean not null default false;
alter table causes add column sample boolean not null default false;
