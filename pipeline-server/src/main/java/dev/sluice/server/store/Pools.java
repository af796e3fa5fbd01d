package dev.sluice.server.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/// Makes connections that give up in bounded time, whatever happens to the network.
final class Pools {
    private static final Duration WRITE_SOCKET_TIMEOUT = Duration.ofSeconds(25);
    private static final Duration SINGLE_SOCKET_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration OWNER_SOCKET_TIMEOUT = Duration.ofMinutes(10);

    private Pools() {}

    static HikariDataSource write(DatabaseSettings settings) {
        HikariConfig config = config(settings, "store-write", settings.writeConnections(), WRITE_SOCKET_TIMEOUT);
        return new HikariDataSource(config);
    }

    static HikariDataSource read(DatabaseSettings settings) {
        Duration socketTimeout = settings.statementTimeout().plusSeconds(5);
        HikariConfig config = config(settings, "store-read", settings.readConnections(), socketTimeout);
        config.setReadOnly(true);
        // a plan made for one query's values is wrong for the next one's
        config.addDataSourceProperty("prepareThreshold", "0");
        return new HikariDataSource(config);
    }

    /// One connection of the owner's, outside the pools.
    static Connection owner(DatabaseSettings settings) throws SQLException {
        Properties properties = driver(settings, OWNER_SOCKET_TIMEOUT);
        properties.setProperty("user", settings.hasOwner() ? settings.ownerUser() : settings.user());
        properties.setProperty("password", settings.hasOwner() ? settings.ownerPassword() : settings.password());
        return DriverManager.getConnection(settings.url(), properties);
    }

    /// Runs the work in one transaction of the owner's, on a connection of its own.
    static <T> T asOwner(DatabaseSettings settings, Work<T> work) throws SQLException {
        try (Connection connection = owner(settings)) {
            connection.setAutoCommit(false);
            T result = work.run(connection);
            connection.commit();
            return result;
        }
    }

    /// One connection of the plain role outside the pools, which gives up soon.
    static Connection single(DatabaseSettings settings) throws SQLException {
        Properties properties = driver(settings, SINGLE_SOCKET_TIMEOUT);
        properties.setProperty("connectTimeout", "1");
        properties.setProperty("loginTimeout", "2");
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password());
        return DriverManager.getConnection(settings.url(), properties);
    }

    private static HikariConfig config(DatabaseSettings settings, String name, int size, Duration socketTimeout) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setAutoCommit(false);
        config.setConnectionTimeout(settings.connectTimeout().toMillis());
        config.setValidationTimeout(Math.min(2_000, settings.connectTimeout().toMillis()));
        // made although the database may be away
        config.setInitializationFailTimeout(-1);
        config.setDataSourceProperties(driver(settings, socketTimeout));
        return config;
    }

    private static Properties driver(DatabaseSettings settings, Duration socketTimeout) {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "sluice");
        properties.setProperty(
                "connectTimeout", String.valueOf(settings.connectTimeout().toSeconds()));
        properties.setProperty("socketTimeout", String.valueOf(socketTimeout.toSeconds()));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("assumeMinServerVersion", "15");
        return properties;
    }
}
