package dev.sluice.server.store;

import dev.sluice.model.alarm.AlarmRule;
import dev.sluice.model.audit.AuditRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rules that alarms are raised by; every change is committed with its audit record. Thread-safe. Every method
/// throws [dev.sluice.model.error.PipelineException] `database-unavailable`.
public final class AlarmRuleStore {
    private final Database database;

    public AlarmRuleStore(Database database) {
        this.database = database;
    }

    /// all, by id
    public List<AlarmRule> all() {
        return database.write("reading the alarm rules", connection -> {
            List<AlarmRule> rules = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("select * from alarm_rule order by id");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rules.add(AlarmRows.rule(row));
                }
            }
            return rules;
        });
    }

    public Optional<AlarmRule> find(String id) {
        return all().stream().filter(rule -> rule.id().equals(id)).findFirst();
    }

    /// Makes a rule or replaces it.
    ///
    /// @param before what is replaced, null: there must be none
    /// @return false when the rule is not as it was any more; then nothing is written
    public boolean put(@Nullable AlarmRule before, AlarmRule rule, AuditRecord audit) {
        return database.write("changing alarm rule " + rule.id(), connection -> {
            boolean done = before == null ? insert(connection, rule) : update(connection, before, rule);
            if (done) {
                AuditRows.insert(connection, audit);
            }
            return done;
        });
    }

    private static boolean insert(Connection connection, AlarmRule rule) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into alarm_rule (target, severity, threshold, for_seconds, guidance, link, enabled,
                    disabled_until, disabled_by, disabled_reason, changed_at, changed_by, id, kind)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""")) {
            int next = fill(insert, rule);
            insert.setString(next, rule.id());
            insert.setString(next + 1, rule.kind().text());
            return insert.executeUpdate() == 1;
        }
    }

    private static boolean update(Connection connection, AlarmRule before, AlarmRule rule) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update alarm_rule set target = ?, severity = ?, threshold = ?, for_seconds = ?, guidance = ?, link = ?,
                    enabled = ?, disabled_until = ?, disabled_by = ?, disabled_reason = ?, changed_at = ?,
                    changed_by = ?
                where id = ? and changed_at = ?""")) {
            int next = fill(update, rule);
            update.setString(next, rule.id());
            update.setObject(next + 1, before.changedAt().atOffset(ZoneOffset.UTC));
            return update.executeUpdate() == 1;
        }
    }

    private static int fill(PreparedStatement statement, AlarmRule rule) throws SQLException {
        @Nullable Instant until = rule.disabledUntil();
        statement.setString(1, rule.target());
        statement.setString(2, rule.severity().text());
        statement.setDouble(3, rule.threshold());
        statement.setInt(4, rule.forSeconds());
        statement.setString(5, rule.guidance());
        statement.setString(6, rule.link());
        statement.setBoolean(7, rule.enabled());
        statement.setObject(8, until == null ? null : until.atOffset(ZoneOffset.UTC));
        statement.setString(9, rule.disabledBy());
        statement.setString(10, rule.disabledReason());
        statement.setObject(11, rule.changedAt().atOffset(ZoneOffset.UTC));
        statement.setString(12, rule.changedBy());
        return 13;
    }

    /// @return false when there is none
    public boolean delete(String id, AuditRecord audit) {
        return database.write("deleting alarm rule " + id, connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from alarm_rule where id = ?")) {
                delete.setString(1, id);
                if (delete.executeUpdate() == 0) {
                    return false;
                }
            }
            AuditRows.insert(connection, audit);
            return true;
        });
    }
}
