package dev.sluice.server.store;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which events are looked at.
///
/// @param from,to receive time, `[from, to)`, null for no bound
/// @param snapshot null: whatever is committed; else what was committed then
public record EventWindow(
        Condition condition,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Snapshot snapshot) {
    public EventWindow(Condition condition, @Nullable Instant from, @Nullable Instant to) {
        this(condition, from, to, null);
    }

    public EventWindow between(@Nullable Instant newFrom, @Nullable Instant newTo) {
        return new EventWindow(condition, newFrom, newTo, snapshot);
    }

    public EventWindow at(Snapshot newSnapshot) {
        return new EventWindow(condition, from, to, newSnapshot);
    }

    boolean isEmpty() {
        return from != null && to != null && !from.isBefore(to);
    }

    /// @param select up to the table's name
    ConditionSql sql(String select) {
        ConditionSql sql = rows(select);
        blocks("select b.id")
                .ifPresent(blocks -> sql.add(" and block in (").append(blocks).add(")"));
        return sql;
    }

    /// The same, of these blocks.
    ///
    /// @param blocks numbers of all blocks that may hold an event of the window
    ConditionSql sql(String select, long[] blocks) {
        return rows(select).add(" and block = any(?)", blocks);
    }

    private ConditionSql rows(String select) {
        ConditionSql sql = new ConditionSql().add(select).add(" where ").where(condition);
        if (from != null) {
            sql.add(" and received_at >= ?", from);
        }
        if (to != null) {
            sql.add(" and received_at < ?", to);
        }
        if (snapshot != null) {
            snapshot.addTo(sql);
        }
        return sql;
    }

    /// The blocks that may hold an event of the window, as a statement over `event_block b`.
    ///
    /// @return empty when any block may
    Optional<ConditionSql> blocks(String select) {
        return BlockFilter.of(condition).map(filter -> {
            ConditionSql sql = new ConditionSql()
                    .add(select + " from event_block b where ")
                    .append(filter);
            if (from != null) {
                sql.add(" and b.last_at >= ?", from);
            }
            if (to != null) {
                sql.add(" and b.first_at < ?", to);
            }
            return sql;
        });
    }
}
