-- The least and the greatest number at each path of a block's events, so that a comparison reads only blocks that may hold one.
-- Paths are hashes, the arrays run in step; null: any number may be there. No index: an array lookup a block is cheaper than a row a
-- path.
alter table event_block
    add column number_paths bigint[],
    add column number_lows  double precision[],
    add column number_highs double precision[];
alter table event_block
    alter column number_paths set storage external,
    alter column number_lows set storage external,
    alter column number_highs set storage external;

-- The newest blocks first, without sorting all of them.
create index event_block_last on event_block (last_at);

-- An event's JSON for comparing its numbers; never fails. What jsonb cannot hold is replaced: NUL and surrogates in texts, and
-- exponents of five digits, which become 9999.
create function event_json(body text) returns jsonb
    language sql immutable parallel safe
    return case
        when body collate "C" ~ '\\u(0000|[dD][89a-fA-F])|[0-9][eE][+-]?[0-9]{5}' then
            regexp_replace(
                regexp_replace(body collate "C", '\\u(0000|[dD][89a-fA-F][0-9a-fA-F]{2})', '\\ufffd', 'g'),
                '([0-9][eE][+-]?)0*[1-9][0-9]{4,}', '\19999', 'g')::jsonb
        else body::jsonb
    end;
