-- What retention has done so far, one row; the owner of the tables writes it (docs/adr/0013).
create table retention (
    one           boolean     primary key default true check (one),
    kept_from     timestamptz, -- every event received from then on is kept; null: nothing was dropped yet
    swept_to      timestamptz, -- what else was received before it is gone from the other tables
    identity_cut  timestamptz, -- identities received before it are gone, or go by the pass under way
    identity_page bigint       -- first page of event_identity the pass has not looked at, null: none is under way
);
insert into retention default values;
