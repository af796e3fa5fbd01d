-- Alarms: rules, what they raised, what is known of types and sources, and what is still to be told (docs/adr/0021).
create table alarm_rule (
    id              text collate "C" primary key,
    kind            text collate "C" not null,
    target          text             not null default '*', -- glob of queues, sources, types or nodes
    severity        text collate "C" not null,             -- info, warning, critical
    threshold       double precision not null,
    for_seconds     integer          not null,
    guidance        text             not null,
    link            text,
    enabled         boolean          not null default true,
    disabled_until  timestamptz,
    disabled_by     text,
    disabled_reason text,
    changed_at      timestamptz      not null default clock_timestamp(),
    changed_by      text             not null default 'sluice'
);

create table alarm (
    id           bigint           generated always as identity primary key,
    rule         text collate "C" not null,
    kind         text collate "C" not null,
    target       text             not null,
    severity     text collate "C" not null,
    state        text collate "C" not null, -- raised, acknowledged, cleared, closed
    text         text             not null,
    value        double precision not null,
    threshold    double precision not null,
    count        integer          not null default 1,
    raised_at    timestamptz      not null,
    last_at      timestamptz      not null, -- when it came last
    gone_at      timestamptz,               -- since then it is not so any more, and not long enough to clear it
    cleared_at   timestamptz,
    acked_at     timestamptz,
    acked_by     text,
    note         text,
    guidance     text             not null,
    link         text,
    flood        bigint                     -- the flood alarm that stands for it
);
create unique index alarm_open on alarm (rule, target) where state <> 'closed';
create index alarm_closed on alarm (id) where state = 'closed';

-- What is so, but not yet for as long as its rule says.
create table alarm_pending (
    rule   text collate "C" not null,
    target text             not null,
    since  timestamptz      not null,
    primary key (rule, target)
);

-- Who looks at the rules: one instance at a time.
create table alarm_keeper (
    one            boolean     primary key default true check (one),
    holder         uuid,
    seen_at        timestamptz not null default '-infinity',
    learning_until timestamptz -- types seen until then are no news; null: no type was seen yet
);
insert into alarm_keeper default values;

create table alarm_type (
    type     text collate "C" primary key,
    first_at timestamptz      not null default clock_timestamp(),
    known    boolean          not null default false -- it was there before anybody could call it new
);

-- A source's habit: its usual gaps, and in which hours of the week (UTC, 1 = Monday 0 to 1) it was heard, by the week's number.
create table alarm_source (
    source   text collate "C" primary key,
    first_at timestamptz      not null default clock_timestamp(),
    last_at  timestamptz      not null,
    gaps     integer          not null default 0, -- how many were seen
    gap      double precision not null default 0, -- seconds: the usual one,
    spread   double precision not null default 0, -- and how far from it they are
    hours    integer[]        not null default array_fill(0, array[168])
);
create index alarm_source_last on alarm_source (last_at);

-- What the webhook is still to be told.
create table alarm_delivery (
    id            bigint      generated always as identity primary key,
    alarm         bigint      not null,
    body          text        not null, -- JSON
    attempts      integer     not null default 0,
    created_at    timestamptz not null default clock_timestamp(),
    next_at       timestamptz not null default clock_timestamp(),
    claimed_until timestamptz not null default '-infinity',
    last_error    text
);
create index alarm_delivery_next on alarm_delivery (next_at);

insert into alarm_rule (id, kind, severity, threshold, for_seconds, enabled, guidance) values
('queue-depth', 'queue-depth', 'warning', 100000, 60, true,
    'More waits than is stored. See on the Queues screen whether it is paused or throttled, whether consumers are attached and what the database does; add a store instance if it is only slow.'),
('queue-age', 'queue-age', 'critical', 300, 60, true,
    'The oldest event waits for minutes: nobody may be storing from this queue. Look for a pause, at the health of the database, and at the logs of the store instances.'),
('queue-stalled', 'rate-out-below', 'critical', 0.1, 60, true,
    'Events wait, the queue is not paused, and nothing is settled. Look at its consumers and at the health of the database.'),
('ingest-low', 'rate-in-below', 'warning', 1, 300, false,
    'Fewer events come in than usual. Ask the producers; look at Ingest for what is refused at the door.'),
('ingest-high', 'rate-in-above', 'warning', 50000, 60, false,
    'More events come in than usual. Look which source sends them; a rate limit for its key holds it back.'),
('settle-high', 'rate-out-above', 'info', 100000, 60, false,
    'More events are settled than usual.'),
('dead-letters', 'dead-letter-rate', 'warning', 1, 10, true,
    'Events cannot be stored and become dead letters. Open Dead letters: they are grouped by reason; mend the cause, then redrive the group.'),
('source-silent', 'source-silent', 'warning', 5, 300, true,
    'A source that is usually heard at this hour is quiet for far longer than it ever is. Ask its owner; look at Ingest for what of it is refused.'),
('type-new', 'type-new', 'info', 3600, 0, true,
    'An event type that was never stored before. If it is meant, acknowledge; check that its queue is the right one. If it is a typing error, tell the producer.'),
('broker-alarm', 'broker-alarm', 'critical', 0, 0, true,
    'The broker is short of memory or disk and takes nothing in; producers get 503. Free disk space or memory on the node; queues drain meanwhile.'),
('pause-forgotten', 'pause-forgotten', 'warning', 3600, 0, true,
    'A queue is paused or closed for long, without an end. Resume it, or give it an end and a reason.'),
('flood', 'flood', 'critical', 10, 0, true,
    'Many alarms at once mostly have one cause: look at the broker and at the database first. This alarm stands for those that came after the first ones; acknowledging it acknowledges them.');
