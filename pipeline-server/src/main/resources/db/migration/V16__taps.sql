-- The other ways to close a tap, beside the pause: how fast a queue is stored from, and whether ingest takes events for it.
create table throttle (
    queue  text collate "C" primary key,
    rate   double precision not null, -- events a second, over all instances
    reason text             not null,
    set_by text             not null,
    since  timestamptz      not null,
    until  timestamptz      not null
);

create table ingest_stop (
    queue  text collate "C" primary key,
    state  text             not null, -- refuse, hold
    reason text             not null,
    set_by text             not null,
    since  timestamptz      not null,
    until  timestamptz
);

alter table pause add column until_depth bigint; -- events that may wait before it ends by itself
