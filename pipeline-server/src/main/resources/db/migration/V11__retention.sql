-- What retention has done so far, one row; the owner of the tables writes it (docs/adr/0013).
create table retention (
    one           boolean     primary key default true check (one),
    kept_from     timestamptz, -- every event received from then on is kept; null: nothing was dropped yet
    swept_to      timestamptz, -- what else was received before it is gone from the other tables
    identity_cut  timestamptz, -- identities received before it are gone, or go by the pass under way
    identity_page bigint       -- first page of event_identity the pass has not looked at, null: none is under way
);
insert into retention default values;

-- Erasures, planned and run. What they look for is forgotten when they are done, or never ran.
create table erasure (
    id         text collate "C" primary key,
    source     text collate "C",
    subject    text collate "C",
    target     text             not null, -- digests of both
    planned    text             not null, -- counts, JSON
    erased     text             not null, -- counts, JSON
    state      text             not null, -- planned, running, done, failed
    created_by text             not null,
    expires    timestamptz      not null,
    started_at timestamptz,
    seen_at    timestamptz, -- a sign of life of who runs it
    ended_at   timestamptz,
    detail     text
);
