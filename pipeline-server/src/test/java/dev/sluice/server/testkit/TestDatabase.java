package dev.sluice.server.testkit;

import dev.sluice.server.store.DatabaseSettings;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// A database of its own on the test server, with a plain role; dropped when closed. The server comes from
/// SLUICE_TEST_DB_URL, SLUICE_TEST_DB_USER and SLUICE_TEST_DB_PASSWORD; without them it fails.
public final class TestDatabase implements AutoCloseable {
    private static final Pattern DATABASE_OF_URL = Pattern.compile("(jdbc:postgresql://[^/]+/)([^?]*)(.*)");

    private final String name;
    private final String rolePassword;

    private TestDatabase(String name, String rolePassword) {
        this.name = name;
        this.rolePassword = rolePassword;
    }

    public static TestDatabase create() {
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        String name = "sluice_" + HexFormat.of().formatHex(random);
        TestDatabase database = new TestDatabase(name, name + "_pw");
        database.onServer("create role " + name + " login password '" + name + "_pw'");
        database.onServer("create database " + name + " template template0 encoding 'UTF8'");
        return database;
    }

    /// The server works as a plain role, the superuser owns the tables.
    public DatabaseSettings settings() {
        return DatabaseSettings.of(url(), name, rolePassword, ownerUser(), ownerPassword());
    }

    public String url() {
        var matcher = DATABASE_OF_URL.matcher(variable("SLUICE_TEST_DB_URL"));
        if (!matcher.matches()) {
            throw new IllegalStateException("SLUICE_TEST_DB_URL is not jdbc:postgresql://host:port/database");
        }
        return matcher.group(1) + name + matcher.group(3);
    }

    public String plainUser() {
        return name;
    }

    public static String ownerUser() {
        return variable("SLUICE_TEST_DB_USER");
    }

    public static String ownerPassword() {
        return variable("SLUICE_TEST_DB_PASSWORD");
    }

    /// A superuser's connection to this database.
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), ownerUser(), ownerPassword());
    }

    /// Runs one statement as superuser.
    public void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /// The first column of the first row, as superuser.
    public String value(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "no row";
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    public long number(String sql) {
        return Long.parseLong(value(sql));
    }

    /// Ends every session and lets nobody in, until [#restore].
    public void cut() {
        onServer("alter database " + name + " with allow_connections false");
        onServer("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
    }

    public void restore() {
        onServer("alter database " + name + " with allow_connections true");
    }

    @Override
    public void close() {
        onServer("drop database if exists " + name + " with (force)");
        onServer("drop role if exists " + name);
    }

    private void onServer(String sql) {
        try (Connection connection =
                        DriverManager.getConnection(variable("SLUICE_TEST_DB_URL"), ownerUser(), ownerPassword());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("On the test server: " + e.getMessage(), e);
        }
    }

    private static String variable(String key) {
        String value = System.getenv(key);
        if (value == null || value.isBlank()) {
            throw new AssertionError(key + " is not set: ./sluice test starts the servers and sets it");
        }
        return value;
    }
}
