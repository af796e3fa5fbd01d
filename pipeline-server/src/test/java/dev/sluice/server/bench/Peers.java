package dev.sluice.server.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The other endpoints: starts those that have a command, on the broker and the database of this run, and stops
/// them again.
final class Peers {
    private static final String USER = "bench_peer";
    private static final Duration START_WITHIN = Duration.ofMinutes(5);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(15);

    private final Servers servers;
    private final List<Long> started = new ArrayList<>();

    Peers(Servers servers) {
        this.servers = servers;
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::stop));
    }

    /// @param admin PostgreSQL's superuser on this run's server
    /// @throws IOException when it does not start or its events cannot be counted
    Endpoint start(String name, Map<String, String> options, Connection admin)
            throws IOException, SQLException, InterruptedException {
        String database = "peer_" + name.replace('-', '_');
        @Nullable String command = options.get("peer-command");
        Map<String, List<Long>> processes = new LinkedHashMap<>();
        if (command != null) {
            makeDatabase(admin, database);
            List<Long> pids = run(name, command, database);
            synchronized (started) {
                started.addAll(pids);
            }
            processes.put("server", pids);
            // they work for this peer as they work for us
            processes.put("rabbitmq", servers.rabbitmqProcesses());
            processes.put("postgresql", servers.postgresProcesses());
        }
        if (options.containsKey("peer-cpu")) {
            processes.put("server", Servers.processes(options.get("peer-cpu")));
        }
        @Nullable String elsewhere = options.get("peer-db");
        Connection connection = elsewhere == null
                ? StoredTable.connect(servers.jdbcUrl(database), "postgres", servers.postgresPassword())
                : StoredTable.connect(elsewhere, null, null);
        @Nullable String table = options.get("peer-table");
        StoredTable stored = new StoredTable(
                connection,
                options.getOrDefault("peer-count", "select count(*) from " + table),
                table == null ? null : "truncate " + table);
        String[] paths =
                options.getOrDefault("peer-paths", "/events,/events/batch").split(",", 2);
        awaitTable(name, stored);
        return new Endpoint(name, URI.create(options.get("peer")), paths[0], paths[1], null, processes, stored);
    }

    private void makeDatabase(Connection admin, String database) throws SQLException {
        if (StoredTable.texts(admin, "select rolname from pg_roles where rolname = '" + USER + "'")
                .isEmpty()) {
            StoredTable.execute(
                    admin, "create role %s login password '%s'".formatted(USER, servers.postgresPassword()));
        }
        StoredTable.execute(admin, "create database %s owner %s".formatted(database, USER));
    }

    /// Runs the command to its end; what it leaves running must not hold its output open.
    ///
    /// @return the pids on its last line
    private List<Long> run(String name, String command, String database) throws IOException, InterruptedException {
        Path output = Files.createTempFile("sluice-bench-" + name, ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder("bash", "-c", command)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(output.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().keySet().removeIf(key -> key.startsWith("BENCH_") || key.startsWith("SLUICE_"));
            builder.environment()
                    .putAll(Map.of(
                            "AMQP_URL",
                            servers.amqp() + "/",
                            "PGHOST",
                            "127.0.0.1",
                            "PGPORT",
                            Integer.toString(servers.postgresPort()),
                            "PGUSER",
                            USER,
                            "PGPASSWORD",
                            servers.postgresPassword(),
                            "PGDATABASE",
                            database));
            Process process = builder.start();
            if (!process.waitFor(START_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(
                        "the command of peer %s did not end within %d s; it must leave its processes in the background and print their pids"
                                .formatted(name, START_WITHIN.toSeconds()));
            }
            List<String> lines = Files.readAllLines(output).stream()
                    .filter(line -> !line.isBlank())
                    .toList();
            if (process.exitValue() != 0
                    || lines.isEmpty()
                    || !lines.getLast().strip().matches("\\d+([,\\s]+\\d+)*")) {
                throw new IOException(
                        "the command of peer %s ended with status %d and printed \"%s\"; its last line must be the pids of what it started"
                                .formatted(name, process.exitValue(), lines.isEmpty() ? "" : lines.getLast()));
            }
            return Servers.processes(lines.getLast());
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /// A peer may make its table a moment after its command ended.
    private static void awaitTable(String name, StoredTable table) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            try {
                table.count();
                return;
            } catch (SQLException e) {
                if (System.nanoTime() > deadline) {
                    throw new IOException(
                            "the events of peer %s cannot be counted: %s".formatted(name, e.getMessage()), e);
                }
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private void stop() {
        List<ProcessHandle> handles;
        synchronized (started) {
            handles = started.stream()
                    .flatMap(pid -> ProcessHandle.of(pid).stream())
                    .flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants()))
                    .toList();
            started.clear();
        }
        handles.forEach(ProcessHandle::destroy);
        long deadline = System.nanoTime() + STOP_WITHIN.toNanos();
        for (ProcessHandle handle : handles) {
            try {
                handle.onExit().get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (Exception e) {
                handle.destroyForcibly();
            }
        }
    }
}
