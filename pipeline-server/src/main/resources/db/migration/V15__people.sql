-- Who may log in. hash holds Argon2id with its salt and parameters.
create table person (
    name                text collate "C" primary key,
    hash                text             not null,
    role                text collate "C" not null, -- viewer, operator, admin
    disabled            boolean          not null default false,
    created_at          timestamptz      not null default clock_timestamp(),
    created_by          text             not null,
    password_changed_at timestamptz      not null default clock_timestamp(),
    last_login_at       timestamptz
);

-- Open sessions; one that is over has no row. hash is SHA-256 of the whole token, which is kept nowhere.
create table person_session (
    id           text collate "C" primary key,
    person       text collate "C" not null references person on delete cascade,
    hash         bytea            not null,
    address      text             not null,
    created_at   timestamptz      not null default clock_timestamp(),
    expires_at   timestamptz      not null,
    last_used_at timestamptz      not null default clock_timestamp()
);
create index person_session_person on person_session (person);
