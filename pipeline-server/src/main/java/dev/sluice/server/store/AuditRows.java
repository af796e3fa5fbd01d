package dev.sluice.server.store;

import dev.sluice.model.audit.AuditRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;

/// Writes audit records inside the transaction of the act they tell of: neither is there without the other.
final class AuditRows {
    private AuditRows() {}

    static void insert(Connection connection, AuditRecord record) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into audit (at, who, act, target, reason, outcome, from_address, before_state, after_state)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            insert.setObject(1, record.at().atOffset(ZoneOffset.UTC));
            insert.setString(2, record.who());
            insert.setString(3, record.act());
            insert.setString(4, record.target());
            insert.setString(5, record.reason());
            insert.setString(6, record.outcome());
            insert.setString(7, record.from());
            insert.setString(8, record.before());
            insert.setString(9, record.after());
            insert.executeUpdate();
        }
    }
}
