-- The last events that came again under a source and id with another text. The first is in event; of the later one only the beginning
-- is kept. Writers add, a pulse trims.
create table conflict (
    id                bigint           generated always as identity primary key,
    at                timestamptz      not null default clock_timestamp(),
    source            text collate "C" not null,
    event_id          text collate "C" not null,
    type              text collate "C" not null,
    queue             text collate "C" not null,
    identity          uuid             not null,
    kept_received_at  timestamptz      not null,
    kept_sha256       bytea            not null,
    kept_bytes        bigint           not null,
    later_received_at timestamptz      not null,
    later_sha256      bytea            not null,
    later_bytes       bigint           not null,
    later_body        bytea            not null
);
