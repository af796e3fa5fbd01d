package dev.sluice.server.store;

import dev.sluice.model.alarm.Alarm;
import dev.sluice.model.alarm.AlarmKind;
import dev.sluice.model.alarm.AlarmRule;
import dev.sluice.model.alarm.AlarmSeverity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// Rows of the alarm tables as what they mean.
final class AlarmRows {
    private AlarmRows() {}

    static Alarm alarm(ResultSet row) throws SQLException {
        long flood = row.getLong("flood");
        @Nullable String summary = row.wasNull() ? null : Long.toString(flood);
        return new Alarm(
                Long.toString(row.getLong("id")),
                row.getString("rule"),
                kind(row),
                row.getString("target"),
                severity(row),
                row.getString("state"),
                row.getString("text"),
                row.getDouble("value"),
                row.getDouble("threshold"),
                row.getInt("count"),
                at(row, "raised_at"),
                at(row, "last_at"),
                maybe(row, "cleared_at"),
                maybe(row, "acked_at"),
                row.getString("acked_by"),
                row.getString("note"),
                row.getString("guidance"),
                row.getString("link"),
                summary);
    }

    static AlarmRule rule(ResultSet row) throws SQLException {
        return new AlarmRule(
                row.getString("id"),
                kind(row),
                row.getString("target"),
                severity(row),
                row.getDouble("threshold"),
                row.getInt("for_seconds"),
                row.getString("guidance"),
                row.getString("link"),
                row.getBoolean("enabled"),
                maybe(row, "disabled_until"),
                row.getString("disabled_by"),
                row.getString("disabled_reason"),
                at(row, "changed_at"),
                row.getString("changed_by"));
    }

    private static AlarmKind kind(ResultSet row) throws SQLException {
        return AlarmKind.of(row.getString("kind")).orElseThrow();
    }

    private static AlarmSeverity severity(ResultSet row) throws SQLException {
        return AlarmSeverity.of(row.getString("severity")).orElseThrow();
    }

    static Instant at(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant maybe(ResultSet row, String column) throws SQLException {
        return row.getObject(column) == null ? null : at(row, column);
    }
}
