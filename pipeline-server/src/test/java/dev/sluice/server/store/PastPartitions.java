package dev.sluice.server.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;

/// Makes partitions of days that are over, as the server made them when they came: for data whose receive times lie in
/// the past.
public final class PastPartitions {
    private PastPartitions() {}

    /// @param last included
    public static void make(DatabaseSettings settings, LocalDate first, LocalDate last) throws SQLException {
        try (Connection connection = Pools.owner(settings)) {
            connection.setAutoCommit(false);
            for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
                Partitions.ensure(connection, day);
                connection.commit();
            }
        }
    }
}
