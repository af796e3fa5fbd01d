package dev.sluice.server.bench;

import dev.sluice.server.store.DatabaseSettings;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// What the launcher started and where it is, from the environment, since it holds passwords.
///
/// @param amqp address of the broker with user and password; its virtual host is `/`
/// @param management address of its management API, the same way
/// @param postgresPassword of PostgreSQL's superuser `postgres`
/// @param storePassword of the role that the server works with
/// @param ownerPassword of the role that owns the tables
/// @param script the script of the load tool
/// @param output the file of the raw samples
record Servers(
        URI http,
        String token,
        URI amqp,
        URI management,
        int postgresPort,
        String postgresPassword,
        String storePassword,
        String ownerPassword,
        List<Long> serverProcesses,
        List<Long> rabbitmqProcesses,
        List<Long> postgresProcesses,
        double clockTicks,
        String commit,
        Path script,
        Path targets,
        Path output) {
    private static final String DATABASE = "sluice";
    private static final String ROLE = "sluice_app";
    private static final String OWNER = "sluice_owner";

    static Servers fromEnvironment() {
        return new Servers(
                URI.create(required("BENCH_URL")),
                required("BENCH_TOKEN"),
                URI.create(required("BENCH_AMQP_URL")),
                URI.create(required("BENCH_MANAGEMENT_URL")),
                Integer.parseInt(required("BENCH_POSTGRES_PORT")),
                required("BENCH_POSTGRES_PASSWORD"),
                required("BENCH_DB_PASSWORD"),
                required("BENCH_DB_OWNER_PASSWORD"),
                processes(required("BENCH_SERVER_PIDS")),
                processes(required("BENCH_RABBITMQ_PIDS")),
                processes(required("BENCH_POSTGRESQL_PIDS")),
                Double.parseDouble(required("BENCH_CLOCK_TICKS")),
                required("BENCH_COMMIT"),
                Path.of(required("BENCH_SCRIPT")),
                Path.of(required("BENCH_TARGETS")),
                Path.of(required("BENCH_OUTPUT")));
    }

    /// Pids between commas or blanks.
    static List<Long> processes(String text) {
        return Arrays.stream(text.strip().split("[,\\s]+")).map(Long::valueOf).toList();
    }

    /// The server's own database, with the server's own roles.
    DatabaseSettings store() {
        return DatabaseSettings.of(jdbcUrl(DATABASE), ROLE, storePassword, OWNER, ownerPassword);
    }

    Connection connectToStore() throws SQLException {
        return StoredTable.connect(jdbcUrl(DATABASE), ROLE, storePassword);
    }

    /// PostgreSQL's superuser on the server's own database.
    Connection connectAsAdmin() throws SQLException {
        return StoredTable.connect(jdbcUrl(DATABASE), "postgres", postgresPassword);
    }

    /// CPU is charged to these.
    Map<String, List<Long>> processes() {
        return Map.of("server", serverProcesses, "rabbitmq", rabbitmqProcesses, "postgresql", postgresProcesses);
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(postgresPort, database);
    }

    private static String required(String name) {
        String value = System.getenv(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(name + " is not set; start the benchmark with ./sluice bench");
        }
        return value;
    }
}
