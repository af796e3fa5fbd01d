-- Queue definitions change while all runs. The generation of the row 'default' counts every change of any definition;
-- another row's generation is the one it changed at. An instance tells the newest generation it works by.
alter table queue_definition
    add column max_bytes  bigint,
    add column status     text   not null default 'active', -- active, retiring (takes nothing new), removing (no consumers)
    add column generation bigint not null default 1;

alter table instance add column definitions_seen bigint not null default 0;
