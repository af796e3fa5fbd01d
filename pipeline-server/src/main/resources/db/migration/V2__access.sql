-- Keys that producers send with. hash is SHA-256 of the whole token; the token itself is kept nowhere.
create table ingest_key (
    id              text collate "C" primary key,
    name            text collate "C" not null,
    hash            bytea            not null,
    role            text collate "C" not null,
    sources         text[]           not null,
    queues          text[]           not null,
    rate_per_second integer,
    rate_burst      integer,
    created_at      timestamptz      not null default clock_timestamp(),
    created_by      text             not null,
    expires_at      timestamptz,
    last_used_at    timestamptz,
    revoked_at      timestamptz
);
create unique index ingest_key_name on ingest_key (name) where revoked_at is null;

-- The last refusals at the door, a ring that its writers trim.
create table rejection (
    id             bigint           generated always as identity primary key,
    at             timestamptz      not null,
    code           text collate "C" not null,
    pointer        text             not null,
    detail         text             not null,
    item           bigint, -- place in the request, null: the whole request
    source         text collate "C",
    type           text collate "C",
    key_name       text             not null,
    address        text             not null,
    request_id     text             not null,
    bytes          bigint           not null,
    body           bytea,
    cut            boolean          not null,
    claimed_until  timestamptz, -- somebody is sending it again
    resubmitted_at timestamptz,
    resubmitted_by text
);

-- How many refusals, kept or not; source is empty where it is not known.
create table rejection_minute (
    minute timestamptz      not null,
    code   text collate "C" not null,
    source text collate "C" not null,
    count  bigint           not null,
    primary key (minute, code, source)
);
