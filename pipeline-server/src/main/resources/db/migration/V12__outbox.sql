-- Frames that an act put here in its own transaction and that are still to be published (docs/adr/0018). Their events count as accepted
-- and in flight from that commit on; a row goes when the broker has confirmed it.
create table outbox (
    incarnation      bigint           not null,
    seq              bigint           not null,
    count            integer          not null,
    queue            text collate "C" not null,
    received_at      timestamptz      not null,
    content_encoding text,
    body             bytea            not null, -- as on the wire
    act              text             not null, -- whose it is: "undo 4f1c…"
    claimed_until    timestamptz      not null default '-infinity', -- until then one instance publishes it
    primary key (incarnation, seq)
);
alter table outbox alter column body set storage external;

-- The incarnation that gives the frames of a queue's outbox their ids.
create table outbox_lane (
    queue       text collate "C" primary key,
    incarnation bigint           not null,
    next        bigint           not null
);

-- Events that acts moved between the columns of the ledger, by the queue that accepted them.
create table ledger_shift (
    queue       text collate "C" primary key,
    from_dead   bigint           not null default 0, -- dead letters that are in flight again
    from_purged bigint           not null default 0, -- purged ones that are in flight again
    discarded   bigint           not null default 0  -- dead letters that count as purged
);
