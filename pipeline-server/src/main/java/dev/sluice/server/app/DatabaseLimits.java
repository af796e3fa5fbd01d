package dev.sluice.server.app;

import dev.sluice.server.config.DatabaseConfig;
import dev.sluice.server.config.Secret;
import dev.sluice.server.config.ServerConfig;
import dev.sluice.server.store.DatabaseSettings;
import java.time.Duration;

/// How one process uses the database.
final class DatabaseLimits {
    private static final int WRITERS = 6;
    private static final int READERS = 6;
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);

    private DatabaseLimits() {}

    static DatabaseSettings settings(ServerConfig config) {
        DatabaseConfig database = config.database();
        return new DatabaseSettings(
                database.url(),
                database.user(),
                database.password().value(),
                database.owner().map(DatabaseConfig.Owner::user).orElse(database.user()),
                database.owner()
                        .map(DatabaseConfig.Owner::password)
                        .map(Secret::value)
                        .orElse(database.password().value()),
                config.unsafe(),
                database.statementTimeout(),
                WRITERS,
                READERS,
                CONNECT_WITHIN);
    }
}
