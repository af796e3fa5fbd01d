package dev.sluice.server.http;

import dev.sluice.server.access.Keyring;
import dev.sluice.server.access.Keys;
import dev.sluice.server.config.HttpConfig;
import dev.sluice.server.telemetry.PipelineMeters;
import dev.sluice.server.tls.ServerIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A real HTTP server on a free port with routes of the test's choice, and ways to talk to it.
final class TestHttp implements AutoCloseable {
    static final String TOKEN = "test-token-0123456789";
    static final HttpConfig CONFIG = new HttpConfig(
            "127.0.0.1",
            0,
            200,
            4,
            1 << 20,
            Duration.ofMillis(700),
            Duration.ofMillis(1_500),
            Duration.ofSeconds(2),
            10);

    final List<String> denied = new ArrayList<>();
    final PipelineMeters meters = new PipelineMeters();
    final Keyring keyring = Keys.keyring(TOKEN);
    final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    TestHttp(RouteTable routes) {
        this(CONFIG, routes);
    }

    TestHttp(HttpConfig config, RouteTable routes) {
        this(config, null, routes);
    }

    /// over TLS
    TestHttp(ServerIdentity identity, RouteTable routes) {
        this(CONFIG, identity, routes);
    }

    private TestHttp(HttpConfig config, @Nullable ServerIdentity identity, RouteTable routes) {
        server = new HttpServer(
                config,
                identity,
                keyring,
                routes,
                meters,
                new DeniedActs((who, address, act, target, why) -> denied.add(act + " " + target + ": " + why)));
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + TOKEN));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Sends bytes as they are and reads until the server closes.
    String raw(String text) {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(15_000);
            OutputStream out = socket.getOutputStream();
            Thread writer = Thread.ofVirtual().start(() -> write(out, text));
            String answer = readAll(socket.getInputStream());
            writer.interrupt();
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(OutputStream out, String text) {
        try {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        } catch (IOException e) {
            // the server may refuse before it has read all; what it answers is what the test looks at
        }
    }

    static String readAll(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            in.transferTo(all);
        } catch (SocketException e) {
            all.writeBytes(" [reset]".getBytes(StandardCharsets.ISO_8859_1));
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        server.close(Duration.ofMillis(200));
        client.close();
    }
}
