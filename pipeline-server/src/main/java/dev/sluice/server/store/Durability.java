package dev.sluice.server.store;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Refuses a database that may lose what it said it had committed, or that cannot hold our text.
final class Durability {
    private static final int MIN_VERSION = 150_000;

    private Durability() {}

    static void require(Connection connection, boolean unsafe) throws SQLException {
        List<String> off = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select current_setting('server_version_num')::int, current_setting('server_version'),
                            current_setting('server_encoding'), current_setting('fsync'),
                            current_setting('full_page_writes'), current_setting('synchronous_commit')""")) {
            row.next();
            if (row.getInt(1) < MIN_VERSION) {
                throw refused("it is PostgreSQL " + row.getString(2) + "; 15 or newer is needed");
            }
            if (!"UTF8".equals(row.getString(3))) {
                throw refused("its encoding is " + row.getString(3) + "; make a database with encoding UTF8");
            }
            String[] names = {"fsync", "full_page_writes", "synchronous_commit"};
            for (int i = 0; i < names.length; i++) {
                if ("off".equals(row.getString(4 + i))) {
                    off.add(names[i]);
                }
            }
        }
        if (!off.isEmpty() && !unsafe) {
            throw refused(String.join(", ", off) + (off.size() == 1 ? " is" : " are")
                    + " off, so a crash would lose committed events; turn it on, or start with --unsafe");
        }
    }

    private static PipelineException refused(String why) {
        return new PipelineException(ErrorCode.INTERNAL, "The database may not be used: " + why + ".");
    }
}
