-- The pipeline's figures over time, packed by server.telemetry (docs/adr/0022). at is in seconds of the epoch. kind: 0 what
-- an instance saw, 1 the ledger of the whole fleet (writer is all zeros), 2 events by source and type.

-- What was written in the last minutes, second by second; moves into telemetry when its minute is over. Small, and emptied
-- all the time.
create table telemetry_fresh (
    kind   smallint not null,
    at     bigint   not null,
    writer uuid     not null,
    part   bigint   not null, -- of what the writer wrote, counted by itself
    data   bytea    not null,
    primary key (kind, at, writer, part)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

create table telemetry (
    grain  smallint not null, -- 1 the seconds of a minute, 2 a minute, 3 an hour
    kind   smallint not null,
    at     bigint   not null,
    writer uuid     not null,
    data   bytea    not null,
    primary key (grain, kind, at, writer)
);
alter table telemetry alter column data set storage external; -- it is deflated

-- How many rows each writer has written: one whose commit was never confirmed is not written twice.
create table telemetry_writer (
    writer  uuid        primary key,
    parts   bigint      not null,
    seen_at timestamptz not null
);

-- Who writes down the ledger each second, and what it had counted up to upto (a second of the epoch; null: never).
create table telemetry_recorder (
    one     boolean primary key default true check (one),
    owner   uuid,
    seen_at timestamptz not null default '-infinity',
    upto    bigint,
    counted bytea
);
-- A ledger that is not empty was counted before this: its first reading is where the figures begin.
insert into telemetry_recorder (counted) select case when not exists (select from incarnation) then ''::bytea end;
