-- Plans of acts on queues of the broker that are not Sluice's (docs/adr/0019): used once, on any instance.
create table broker_plan (
    id         text collate "C" primary key,
    plan       text        not null, -- as it was answered
    created_by text        not null,
    created_at timestamptz not null default now(),
    expires    timestamptz not null,
    used_at    timestamptz,
    used_by    text
);
create index broker_plan_expires on broker_plan (expires);
