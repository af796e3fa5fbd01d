-- Terms are indexed by block instead of by event: a block is up to 128 events that were stored together, its terms are those of all
-- of them. A term that all events share is indexed once a block (docs/adr/0011).
create table event_block (
    id       bigint      not null, -- not unique: two blocks of one number are searched together
    first_at timestamptz not null,
    last_at  timestamptz not null, -- receive times of its first and last event
    terms    bigint[]    not null
) partition by range (last_at);

create index event_block_terms on event_block using gin (terms);
-- hashes do not compress
alter table event_block alter column terms set storage external;
create table event_block_default partition of event_block default;

alter table event add column block bigint;

-- What is stored already becomes blocks in the order it came.
with numbered as (
    select received_at, id, identity, 1 + (row_number() over (order by received_at, id, identity) - 1) / 128 as block from event
)
update event e set block = n.block from numbered n
where (e.received_at, e.id, e.identity) = (n.received_at, n.id, n.identity);
insert into event_block (id, first_at, last_at, terms)
select block, min(received_at), max(received_at), array_agg(distinct term) from event, unnest(terms) as term group by block;

alter table event alter column block set not null;
drop index event_terms;
create index event_block_number on event (block);
