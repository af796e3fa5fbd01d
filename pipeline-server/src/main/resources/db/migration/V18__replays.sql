-- Replays of stored events, planned and run (docs/adr/0020). The plan pins what is sent: the query, what counts as now, and
-- what was committed then.
create table replay (
    id              text collate "C" primary key,
    query           text             not null,
    range_from      timestamptz,
    range_to        timestamptz,
    zone            text             not null,
    pinned_at       timestamptz      not null, -- what `last:` counts from
    snapshot_xmin   bigint           not null,
    snapshot_xmax   bigint           not null,
    snapshot_active bigint[]         not null,
    snapshot_at     timestamptz      not null,
    target          text collate "C" not null, -- queue, pipeline
    queue           text collate "C",          -- a broker queue that is not ours
    total           bigint           not null,
    exact           boolean          not null,
    rate            integer          not null, -- events a second
    expires         timestamptz      not null,
    created_by      text             not null,
    created_at      timestamptz      not null default clock_timestamp(),
    state           text collate "C" not null, -- planned, running, paused, stopped-by-itself, done, stopped, failed
    reason          text,
    started_by      text,
    from_address    text,
    started_at      timestamptz,
    ended_at        timestamptz,
    detail          text,
    sent            bigint           not null default 0,
    skipped         bigint           not null default 0,
    maybe_twice     bigint           not null default 0,
    per_second      float8,
    cursor_at       timestamptz,               -- the last event that is dealt with
    cursor_id       text collate "C",
    cursor_identity uuid,
    chunk_at        timestamptz,               -- the last event of what is on its way to a foreign queue
    chunk_id        text collate "C",
    chunk_identity  uuid,
    chunk_count     integer          not null default 0,
    chunk_since     timestamptz,
    chunk_left      uuid[],                    -- of it, exactly these are not in the queue, and none is on its way
    attempt         integer          not null default 0, -- each has an exchange of its own
    fenced          integer          not null default 0, -- those before it can send no more
    worker          uuid,                      -- who runs it, and until when nobody else may take over
    seen_at         timestamptz      not null default '-infinity',
    tidy            boolean          not null default true -- nothing of it is left on the broker
);
create index replay_created on replay (created_at desc, id desc);
create index replay_state on replay (state) where state not in ('done', 'stopped', 'failed') or not tidy;
