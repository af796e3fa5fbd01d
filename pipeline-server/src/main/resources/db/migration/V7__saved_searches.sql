-- Queries that the team keeps under a name.
create table saved_search (
    name     text collate "C" primary key,
    query    text             not null,
    saved_by text             not null,
    saved_at timestamptz      not null default clock_timestamp()
);
