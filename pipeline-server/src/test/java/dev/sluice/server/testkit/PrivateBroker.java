package dev.sluice.server.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.http.client.Client;
import com.rabbitmq.http.client.ClientParameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A RabbitMQ node of the tests' own, from the installed programs, that may be killed, frozen and alarmed. Everything
/// of it lives in one folder and listens on the loopback address. Belongs to one test at a time.
public final class PrivateBroker implements AutoCloseable {
    private static final Duration START_WITHIN = Duration.ofMinutes(2);
    private static final String USER = "sluice";
    private static final String PASSWORD = "private-broker";

    private final Path folder;
    private final int port = freePort();
    private final int managementPort = freePort();
    private final int distributionPort = freePort();
    private final int epmdPort = freePort();
    private final @Nullable Process epmd;
    private @Nullable Process node;

    /// Writes the node's files and starts its port mapper; [#start] starts the node.
    public PrivateBroker() {
        try {
            folder = Files.createTempDirectory("sluice-broker");
            Files.writeString(folder.resolve("rabbitmq.conf"), """
                    listeners.tcp.local = 127.0.0.1:%d
                    management.tcp.ip = 127.0.0.1
                    management.tcp.port = %d
                    default_user = %s
                    default_pass = %s
                    default_user_tags.administrator = true
                    default_permissions.configure = .*
                    default_permissions.read = .*
                    default_permissions.write = .*
                    collect_statistics_interval = 1000
                    disk_free_limit.absolute = 128MB
                    raft.wal_max_size_bytes = 134217728
                    log.file = false
                    log.console = true
                    log.console.level = info
                    log.console.use_colors = off
                    """.formatted(port, managementPort, USER, PASSWORD));
            Files.writeString(folder.resolve("advanced.config"), "[{rabbit,[{quorum_tick_interval,1000}]}].\n");
            Files.writeString(folder.resolve("enabled_plugins"), "[rabbitmq_management].\n");
            Files.writeString(folder.resolve("rabbitmq-env.conf"), "");
            // A child of ours: started by Erlang it would outlive the node.
            @Nullable Path program = RabbitPrograms.epmd();
            epmd = program == null
                    ? null
                    : new ProcessBuilder(
                                    program.toString(), "-port", Integer.toString(epmdPort), "-address", "127.0.0.1")
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("epmd.log").toFile())
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end-private-broker"));
    }

    public URI amqp() {
        return URI.create("amqp://" + USER + ":" + PASSWORD + "@127.0.0.1:" + port);
    }

    public URI management() {
        return URI.create("http://" + USER + ":" + PASSWORD + "@127.0.0.1:" + managementPort);
    }

    /// A virtual host of a test's own on this node.
    public TestBroker virtualHost() {
        start();
        return new TestBroker(amqp(), management());
    }

    /// Starts the node on the data it has, unless it runs.
    ///
    /// @return when it serves
    public void start() {
        if (node != null && node.isAlive()) {
            return;
        }
        try {
            node = process("rabbitmq-server")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Process started = node;
        Eventually.eventually(
                START_WITHIN,
                () -> {
                    if (!started.isAlive()) {
                        throw new AssertionError("The private broker ended by itself: " + log());
                    }
                    return serves();
                },
                "the private broker serves");
    }

    /// Writes to the disk which quorum queues there are. RabbitMQ 3.10 keeps that in a table that it flushes late: a
    /// queue that is seconds old when the node is killed starts again as an empty one, without a leader.
    public void remember() {
        ctl("eval", "dets:sync(ra_directory_reverse).");
    }

    /// kill -9
    public void kill() {
        ProcessHandle beam = beam();
        beam.destroyForcibly();
        beam.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        Process process = node;
        if (process != null) {
            process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
        }
    }

    public boolean running() {
        return node != null && node.isAlive();
    }

    /// SIGSTOP: its connections stay open and nobody answers on them. Returns once it stands still, since the signal
    /// only asks for that: a thread of it may be waiting for a disk.
    public void freeze() {
        signal("-STOP");
        Eventually.eventually(FaultTimes.NORMAL_WITHIN, this::frozen, "the broker stands still");
    }

    /// SIGCONT
    public void thaw() {
        signal("-CONT");
    }

    private boolean frozen() {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(beam().pid()), "stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).startsWith("T");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs `rabbitmqctl` against this node.
    ///
    /// @return what it printed
    public String ctl(String... arguments) {
        List<String> command = new ArrayList<>(List.of(arguments));
        try {
            Process process = process("rabbitmqctl", command.toArray(String[]::new))
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            int exit = process.onExit().orTimeout(60, TimeUnit.SECONDS).join().exitValue();
            if (exit != 0) {
                throw new AssertionError("rabbitmqctl " + command + " ended with " + exit + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// everything the node wrote so far
    public String log() {
        try {
            return Files.readString(logFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path logFile() {
        return folder.resolve("node.log");
    }

    private boolean serves() {
        try {
            new Client(new ClientParameters()
                            .url("http://127.0.0.1:" + managementPort + "/api/")
                            .username(USER)
                            .password(PASSWORD))
                    .getOverview();
            return log().lastIndexOf("Server startup complete") > log().lastIndexOf("Starting RabbitMQ");
        } catch (Exception e) {
            // refused until it serves; the deadline tells
            return false;
        }
    }

    private ProcessHandle beam() {
        Process process = node;
        if (process == null) {
            throw new IllegalStateException("the private broker was not started");
        }
        return process.descendants()
                .filter(child -> child.info().command().orElse("").contains("beam"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the private broker does not run"));
    }

    private void signal(String signal) {
        try {
            Process kill = new ProcessBuilder("kill", signal, Long.toString(beam().pid())).start();
            if (kill.onExit().join().exitValue() != 0) {
                throw new AssertionError("kill " + signal + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessBuilder process(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(RabbitPrograms.folder().resolve(program).toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("RABBITMQ_"));
        builder.environment().putAll(environment());
        return builder;
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        environment.put("HOME", folder.toString());
        environment.put("RABBITMQ_NODENAME", "sluice-private@localhost");
        environment.put("RABBITMQ_BASE", folder.toString());
        environment.put(
                "RABBITMQ_CONF_ENV_FILE", folder.resolve("rabbitmq-env.conf").toString());
        environment.put("RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq").toString());
        environment.put(
                "RABBITMQ_ADVANCED_CONFIG_FILE",
                folder.resolve("advanced.config").toString());
        environment.put(
                "RABBITMQ_ENABLED_PLUGINS_FILE",
                folder.resolve("enabled_plugins").toString());
        for (String name :
                List.of("MNESIA_BASE", "LOG_BASE", "SCHEMA_DIR", "GENERATED_CONFIG_DIR", "PLUGINS_EXPAND_DIR")) {
            environment.put(
                    "RABBITMQ_" + name,
                    folder.resolve(name.toLowerCase(java.util.Locale.ROOT)).toString());
        }
        environment.put("RABBITMQ_DIST_PORT", Integer.toString(distributionPort));
        environment.put("ERL_EPMD_PORT", Integer.toString(epmdPort));
        environment.put("ERL_EPMD_ADDRESS", "127.0.0.1");
        environment.put("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}");
        environment.put("RABBITMQ_CTL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}");
        environment.put("ERL_CRASH_DUMP_BYTES", "0");
        environment.put("LANG", "C.UTF-8");
        environment.put("LC_ALL", "C.UTF-8");
        return environment;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void end() {
        Process process = node;
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        if (epmd != null) {
            epmd.destroyForcibly();
        }
    }

    @Override
    public void close() {
        end();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) {
                    directory.toFile().delete();
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
