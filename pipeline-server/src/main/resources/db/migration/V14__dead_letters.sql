-- What becomes of dead letters (docs/adr/0016). `state` is new, redriven, discarded or erased; only new and erased ones count as dead.
alter table dead_letter
    add column received_at      timestamptz,                  -- null of older rows: take `at`
    add column attempt          integer not null default 1,   -- how often this event died
    add column previous         bigint,                       -- the letter that was redriven and came back as this one
    add column edited           boolean not null default false, -- what was sent is another text than `bytes`
    add column sent_incarnation bigint,                       -- the frame it was sent again in
    add column sent_seq         bigint,
    add column act              text collate "C",             -- the redrive or discard it went with
    add column step             integer,                      -- of the redrive
    add column acted_at         timestamptz,
    add column acted_by         text;

create index dead_letter_waiting on dead_letter (queue, id) where state = 'new';
create index dead_letter_kind on dead_letter (queue, fingerprint, id);
create index dead_letter_at on dead_letter (at);
create index dead_letter_act on dead_letter (act, step) where act is not null;
create index dead_letter_sent on dead_letter (sent_incarnation, sent_seq) where sent_seq is not null;
create index dead_letter_previous on dead_letter (previous) where previous is not null;

-- What people say of the letters of one kind; without a row they are new.
create table dead_letter_group (
    queue       text collate "C" not null,
    fingerprint text collate "C" not null,
    state       text collate "C" not null,
    note        text,
    owner       text,
    changed_at  timestamptz      not null,
    changed_by  text             not null,
    primary key (queue, fingerprint)
);

create table redrive_job (
    id              text collate "C" primary key,
    queue           text collate "C" not null,
    kind            text collate "C" not null, -- redrive or edit
    ids             bigint[],                  -- which letters: some,
    fingerprint     text collate "C",          -- or of one kind, else all,
    upto            bigint           not null, -- and of all only those that were there
    total           bigint           not null,
    state           text collate "C" not null,
    step            integer          not null default 0,
    step_size       integer          not null default 0,
    step_left       integer          not null default 0,
    judged_step     integer          not null default 0, -- the last step that was waited for
    judged_sent     bigint           not null default 0, -- up to that step
    judged_returned bigint           not null default 0,
    rate            integer,
    threshold       float8           not null,
    reason          text,
    started_by      text             not null,
    from_address    text             not null,
    started_at      timestamptz      not null default clock_timestamp(),
    ended_at        timestamptz,
    worker          uuid             not null, -- who runs it, and until when nobody else may take over
    seen_at         timestamptz      not null default clock_timestamp(),
    stopped_by      text,
    detail          text
);
create unique index redrive_job_running on redrive_job (queue) where state = 'running' and kind = 'redrive';
create index redrive_job_queue on redrive_job (queue, started_at);

create table discard_act (
    id           text collate "C" primary key,
    queue        text collate "C" not null,
    discarded    bigint           not null,
    reason       text,
    discarded_by text             not null,
    discarded_at timestamptz      not null default clock_timestamp(),
    undo_until   timestamptz      not null,
    restored     bigint,
    undone_by    text,
    undone_at    timestamptz,
    swept        boolean          not null default false -- the bytes of its letters are gone
);
create index discard_act_queue on discard_act (queue, discarded_at);
