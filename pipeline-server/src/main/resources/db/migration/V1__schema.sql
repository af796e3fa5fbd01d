-- The first schema of Sluice. Text that is compared or sorted is COLLATE "C": byte for byte, whatever the database's locale.

-- How many ordinals a multirange holds.
create function multirange_size(ranges int8multirange) returns bigint
    language sql immutable parallel safe
    return (select coalesce(sum(upper(r) - lower(r)), 0)::bigint from unnest(ranges) as r);

-- Identity is (source, id); key is the first 128 bits of SHA-256 over source, a zero byte, id (docs/adr/0005).
create table event_identity (
    key         uuid        primary key,
    received_at timestamptz not null
);

create table event (
    received_at timestamptz           not null,
    stored_at   timestamptz           not null default now(),
    time        timestamptz           not null,
    identity    uuid                  not null,
    source      text collate "C"      not null,
    id          text collate "C"      not null,
    type        text collate "C"      not null,
    subject     text collate "C",
    queue       text collate "C"      not null,
    body        text collate "C"      not null,
    terms       bigint[]              not null,
    primary key (received_at, id, identity)
) partition by range (received_at);

create index event_type on event (type, received_at);
create index event_source on event (source, received_at);
create index event_terms on event using gin (terms);

-- Takes what no day's partition takes; the partition job moves its rows out.
create table event_default partition of event default;

create table dead_letter (
    id          bigint           generated always as identity primary key,
    at          timestamptz      not null default now(),
    queue       text collate "C" not null,
    incarnation bigint,
    seq         bigint,
    bytes       bytea            not null,
    code        text collate "C" not null,
    detail      text             not null,
    fingerprint text collate "C" not null,
    state       text collate "C" not null default 'new',
    foreign_key bytea unique -- SHA-256 of (queue, bytes), of messages that were no frame
);
create index dead_letter_queue on dead_letter (queue, id);

-- One life of one publisher lane: the ordinals of its events by what became of them.
create table incarnation (
    id               bigint           primary key,
    queue            text collate "C" not null,
    instance         uuid,
    created_at       timestamptz      not null default now(),
    confirmed        int8multirange   not null default '{}',
    refused          int8multirange   not null default '{}',
    unknown          int8multirange   not null default '{}',
    settled          int8multirange   not null default '{}',
    confirmed_frames bigint           not null default 0,
    resolved_upto    bigint           not null default 0,
    closed           boolean          not null default false,
    stored           bigint           not null default 0,
    duplicate        bigint           not null default 0,
    dead             bigint           not null default 0,
    purged           bigint           not null default 0,
    settled_frames   bigint           not null default 0 -- of the confirmed ones
) with (fillfactor = 50);

-- Outcomes not yet moved into their incarnation's row.
create table frame_outcome (
    incarnation bigint  not null,
    seq         bigint  not null,
    count       integer not null,
    stored      integer not null,
    duplicate   integer not null,
    dead        integer not null,
    purged      integer not null,
    primary key (incarnation, seq)
);

-- How far an incarnation was confirmed at a time: answers how long the oldest unsettled event waits.
create table incarnation_point (
    incarnation bigint      not null,
    upto        bigint      not null,
    at          timestamptz not null,
    primary key (incarnation, upto)
);

create table purged_frame (
    plan        text collate "C" not null,
    incarnation bigint           not null,
    seq         bigint           not null,
    count       integer          not null,
    queue       text collate "C" not null,
    at          timestamptz      not null default now(),
    primary key (incarnation, seq)
);
create index purged_frame_plan on purged_frame (plan);

create table instance (
    id            uuid        primary key,
    name          text        not null,
    roles         text[]      not null,
    started_at    timestamptz not null,
    seen_at       timestamptz not null,
    paused_queues text[]      not null
);

create table queue_definition (
    name     text collate "C" primary key,
    patterns text[]           not null,
    position integer          not null
);
insert into queue_definition (name, patterns, position) values ('default', '{*}', 2147483647);

create table pause (
    queue     text collate "C" primary key,
    reason    text             not null,
    paused_by text             not null,
    since     timestamptz      not null,
    until     timestamptz
);

create table purge_plan (
    id         text collate "C" primary key,
    queue      text collate "C" not null,
    plan       text             not null, -- the plan as it was shown, JSON
    expires    timestamptz      not null,
    created_by text             not null,
    created_at timestamptz      not null,
    state      text             not null,
    purged     bigint           not null,
    started_by text,
    reason     text,
    started_at timestamptz,
    ended_at   timestamptz,
    detail     text
);

create table audit (
    id           bigint      generated always as identity primary key,
    at           timestamptz not null,
    who          text        not null,
    act          text        not null,
    target       text        not null,
    reason       text,
    outcome      text        not null,
    from_address text,
    before_state text,
    after_state  text
);

-- Keys the whole fleet signs with.
create table signing_key (
    name  text  primary key,
    value bytea not null
);
