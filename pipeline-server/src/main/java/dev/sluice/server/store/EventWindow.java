package dev.sluice.server.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which events are looked at.
///
/// @param from,to receive time, `[from, to)`, null for no bound
public record EventWindow(
        Condition condition,
        @Nullable Instant from,
        @Nullable Instant to) {
    public EventWindow between(@Nullable Instant newFrom, @Nullable Instant newTo) {
        return new EventWindow(condition, newFrom, newTo);
    }

    ConditionSql sql(String select) {
        ConditionSql sql = new ConditionSql().add(select).add(" where ").where(condition);
        if (from != null) {
            sql.add(" and received_at >= ?", from);
        }
        if (to != null) {
            sql.add(" and received_at < ?", to);
        }
        BlockFilter.of(condition).ifPresent(filter -> {
            sql.add(" and block in (select b.id from event_block b where ").append(filter);
            if (from != null) {
                sql.add(" and b.last_at >= ?", from);
            }
            if (to != null) {
                sql.add(" and b.first_at < ?", to);
            }
            sql.add(")");
        });
        return sql;
    }
}
