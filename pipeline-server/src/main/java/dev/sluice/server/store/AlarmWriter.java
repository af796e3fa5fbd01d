package dev.sluice.server.store;

import dev.sluice.model.alarm.Alarm;
import dev.sluice.model.alarm.AlarmKind;
import dev.sluice.model.alarm.AlarmNotice;
import dev.sluice.model.alarm.AlarmRule;
import dev.sluice.model.audit.AuditRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes the changes of alarms within one transaction, each with its audit record and its notice. Of one transaction.
final class AlarmWriter {
    private static final String SLUICE = "sluice";

    private final Connection connection;
    private final AlarmNotices notices;
    private final Instant at;
    private final OffsetDateTime now;
    private final List<AuditRecord> audits = new ArrayList<>();

    AlarmWriter(Connection connection, AlarmNotices notices, Instant now) {
        this.connection = connection;
        this.notices = notices;
        this.at = now;
        this.now = now.atOffset(ZoneOffset.UTC);
    }

    List<AuditRecord> audits() {
        return audits;
    }

    Optional<Alarm> find(long id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select * from alarm where id = ?")) {
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(AlarmRows.alarm(row)) : Optional.empty();
            }
        }
    }

    void write(AlarmChange change) throws SQLException {
        switch (change) {
            case AlarmChange.Await(AlarmCondition condition) ->
                execute(
                        "insert into alarm_pending (rule, target, since) values (?, ?, ?) on conflict do nothing",
                        condition.rule().id(),
                        condition.target(),
                        now);
            case AlarmChange.Forget(String rule, String target) -> forget(rule, target);
            case AlarmChange.Raise(AlarmCondition condition, boolean folded) -> raise(condition, folded);
            case AlarmChange.Again(Alarm alarm, AlarmCondition condition) -> again(alarm, condition);
            case AlarmChange.Update(Alarm alarm, AlarmCondition condition) ->
                execute(
                        "update alarm set value = ?, text = ?, gone_at = null where id = ?",
                        condition.value(),
                        condition.text(),
                        id(alarm));
            case AlarmChange.Gone(Alarm alarm) ->
                execute("update alarm set gone_at = ? where id = ? and gone_at is null", now, id(alarm));
            case AlarmChange.Clear(Alarm alarm) -> clear(alarm);
        }
    }

    private void raise(AlarmCondition condition, boolean folded) throws SQLException {
        AlarmRule rule = condition.rule();
        forget(rule.id(), condition.target());
        String flood = folded ? "(select max(id) from alarm where kind = 'flood' and state <> 'closed')" : "null";
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into alarm (rule, kind, target, severity, state, text, value, threshold, raised_at, last_at,
                    guidance, link, flood) values (?, ?, ?, ?, 'raised', ?, ?, ?, ?, ?, ?, ?,""" + flood + """
                ) on conflict do nothing returning *""")) {
            insert.setString(1, rule.id());
            insert.setString(2, rule.kind().text());
            insert.setString(3, condition.target());
            insert.setString(4, rule.severity().text());
            insert.setString(5, condition.text());
            insert.setDouble(6, condition.value());
            insert.setDouble(7, rule.threshold());
            insert.setObject(8, now);
            insert.setObject(9, now);
            insert.setString(10, rule.guidance());
            insert.setString(11, rule.link());
            try (ResultSet row = insert.executeQuery()) {
                if (row.next()) {
                    tell(AlarmRows.alarm(row), "raise-alarm", AlarmNotice.RAISED, null);
                }
            }
        }
    }

    private void again(Alarm alarm, AlarmCondition condition) throws SQLException {
        execute(
                "update alarm set state = 'raised', text = ?, value = ?, count = count + 1, last_at = ?,"
                        + " gone_at = null, cleared_at = null where id = ?",
                condition.text(),
                condition.value(),
                now,
                id(alarm));
        tell(find(id(alarm)).orElseThrow(), "raise-alarm", AlarmNotice.RAISED, alarm.state());
    }

    private void clear(Alarm alarm) throws SQLException {
        execute(
                "update alarm set state = case when acked_at is null then 'cleared' else 'closed' end, cleared_at = ?,"
                        + " gone_at = null where id = ?",
                now,
                id(alarm));
        Alarm after = find(id(alarm)).orElseThrow();
        tell(after, "clear-alarm", AlarmNotice.CLEARED, alarm.state());
        close(after);
    }

    /// Does nothing to one that somebody acknowledged before.
    void acknowledge(Alarm alarm, String by, @Nullable String address, @Nullable String note) throws SQLException {
        if (!alarm.unacknowledged()) {
            return;
        }
        execute(
                "update alarm set state = case state when 'cleared' then 'closed' else 'acknowledged' end,"
                        + " acked_at = ?, acked_by = ?, note = ? where id = ?",
                now,
                by,
                note,
                id(alarm));
        Alarm after = find(id(alarm)).orElseThrow();
        audit(by, "ack-alarm", after, note, address, alarm.state());
        if (AlarmStore.told(after)) {
            notices.add(connection, AlarmNotice.ACKNOWLEDGED, at, after);
        }
        if (alarm.kind() == AlarmKind.FLOOD) {
            for (Alarm member : members(id(alarm))) {
                acknowledge(member, by, address, note);
            }
        }
        close(after);
    }

    private List<Alarm> members(long flood) throws SQLException {
        List<Alarm> members = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement("select * from alarm where flood = ? and state <> 'closed'")) {
            select.setLong(1, flood);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    members.add(AlarmRows.alarm(row));
                }
            }
        }
        return members;
    }

    /// What a flood alarm stood for and what still lasts, stands for itself from here on.
    private void close(Alarm alarm) throws SQLException {
        if (alarm.kind() == AlarmKind.FLOOD && !alarm.open()) {
            execute("update alarm set flood = null where flood = ? and state <> 'closed'", id(alarm));
        }
    }

    private void tell(Alarm alarm, String act, String event, @Nullable String before) throws SQLException {
        audit(SLUICE, act, alarm, alarm.text(), null, before);
        if (AlarmStore.told(alarm)) {
            notices.add(connection, event, at, alarm);
        }
    }

    private void audit(
            String who,
            String act,
            Alarm alarm,
            @Nullable String reason,
            @Nullable String address,
            @Nullable String before)
            throws SQLException {
        AuditRecord record =
                new AuditRecord(at, who, act, AlarmStore.target(alarm), reason, "done", address, before, alarm.state());
        AuditRows.insert(connection, record);
        audits.add(record);
    }

    private void forget(String rule, String target) throws SQLException {
        execute("delete from alarm_pending where rule = ? and target = ?", rule, target);
    }

    private static long id(Alarm alarm) {
        return Long.parseLong(alarm.id());
    }

    private void execute(String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
