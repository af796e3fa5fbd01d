package dev.sluice.server.app;

import dev.sluice.server.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A server in a process of its own, so that it can be killed.
final class ServerProcess implements AutoCloseable {
    private static final Duration START_WITHIN = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final URI url;
    private final Path log;

    private ServerProcess(Process process, URI url, Path log) {
        this.process = process;
        this.url = url;
        this.log = log;
    }

    /// @return when it is ready
    static ServerProcess start(TestServers servers) {
        return start(servers, "ingest,store,api");
    }

    /// @return when it is ready
    static ServerProcess start(TestServers servers, String roles) {
        return start(servers, Launch.plain().roles(roles));
    }

    /// @return when it is ready
    static ServerProcess start(TestServers servers, Launch launch) {
        ServerProcess server = launch(servers, launch);
        server.awaitReady(START_WITHIN);
        return server;
    }

    /// @return at once, ready or not
    static ServerProcess launch(TestServers servers, Launch launch) {
        try {
            Path log = Files.createTempFile("sluice-server", ".log");
            ProcessBuilder builder = new ProcessBuilder(launch.command())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(servers.environment());
            builder.environment().put("SLUICE_HTTP_PORT", Integer.toString(launch.port()));
            return new ServerProcess(builder.start(), URI.create("http://127.0.0.1:" + launch.port()), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitReady(Duration deadline) {
        Eventually.eventually(
                deadline,
                () -> {
                    if (!process.isAlive()) {
                        throw new AssertionError("The server ended by itself: " + log());
                    }
                    return status("/health/ready") == 200;
                },
                "the server process is ready");
    }

    URI url() {
        return url;
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /// everything it wrote so far
    String log() {
        return read(log);
    }

    /// waits until it has ended by itself
    ///
    /// @return exit code
    int exitCode() {
        return process.onExit()
                .orTimeout(START_WITHIN.toSeconds(), TimeUnit.SECONDS)
                .join()
                .exitValue();
    }

    /// kill -9
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /// SIGTERM
    ///
    /// @return exit code
    int stop() {
        process.destroy();
        return process.onExit().join().exitValue();
    }

    /// @return status, or 0 when the connection failed
    int post(String contentType, String body) {
        return exchange(HttpRequest.newBuilder(url.resolve("/v1/events"))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    String get(String path) {
        try {
            return HTTP.send(
                            authorized(HttpRequest.newBuilder(url.resolve(path))), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Asks for an act.
    ///
    /// @return status, or 0 when there was no answer
    int act(String path, String json) {
        return exchange(HttpRequest.newBuilder(url.resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /// @return status, or 0 when there was no answer
    int status(String path) {
        return exchange(HttpRequest.newBuilder(url.resolve(path)));
    }

    private static int exchange(HttpRequest.Builder request) {
        try {
            return HTTP.send(authorized(request), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequest authorized(HttpRequest.Builder request) {
        return request.header("Authorization", "Bearer " + TestServers.TOKEN)
                .timeout(Duration.ofSeconds(30))
                .build();
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
