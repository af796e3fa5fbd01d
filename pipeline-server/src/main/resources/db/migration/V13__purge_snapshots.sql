-- What purges took, so that they can be undone (docs/adr/0015). A row and its frame's outcome are committed together; undoing
-- moves it into the outbox. A purge by filter keeps of a frame only what the filter took.
create table purge_snapshot (
    plan             text collate "C" not null,
    incarnation      bigint           not null,
    seq              bigint           not null,
    count            integer          not null,
    queue            text collate "C" not null,
    received_at      timestamptz      not null,
    content_encoding text,
    body             bytea            not null, -- as on the wire
    primary key (plan, incarnation, seq)
);
alter table purge_snapshot alter column body set storage external;

alter table purge_plan
    add column cut_incarnation bigint[]    not null default '{}', -- how far each was confirmed when the plan was made
    add column cut_upto        bigint[]    not null default '{}',
    add column mark            text        not null default '', -- of the ledger then: what waited
    add column waiting         bigint      not null default 0, -- events of the queue then, whatever the filter
    add column address         text,                           -- of who started it
    add column stopping        boolean     not null default false,
    add column runner          uuid,                           -- of the run that moves events now
    add column seen_at         timestamptz,                    -- its sign of life; another run takes over without one
    add column undo_until      timestamptz,                    -- null: no snapshot is kept
    add column undone          bigint      not null default 0,
    add column undo_started_at timestamptz,
    add column undo_by         text,
    add column undo_address    text;
create index purge_plan_queue on purge_plan (queue, started_at desc);

-- Of before there were snapshots, and before another server took over.
update purge_plan set state = 'failed', ended_at = now(),
    detail = 'The server that ran it was upgraded; what it had not removed is still queued.'
where state = 'running';
