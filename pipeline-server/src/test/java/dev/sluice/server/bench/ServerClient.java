package dev.sluice.server.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// Asks the server that is measured, as its admin.
final class ServerClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final URI server;
    private final String token;

    ServerClient(URI server, String token) {
        this.server = server;
        this.token = token;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .timeout(PATIENCE);
    }

    CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest request) {
        return http.sendAsync(request, BodyHandlers.ofString());
    }

    /// @throws IOException for any other answer than 200
    byte[] get(String path) throws IOException, InterruptedException {
        return expect(200, request(path).build());
    }

    /// @throws IOException for any other status
    byte[] post(int status, String path, String body) throws IOException, InterruptedException {
        return expect(status, request(path).POST(BodyPublishers.ofString(body)).build());
    }

    private byte[] expect(int status, HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() != status) {
            throw new IOException("%s %s answered %d: %s"
                    .formatted(
                            request.method(), request.uri().getPath(), answer.statusCode(), new String(answer.body())));
        }
        return answer.body();
    }

    @Override
    public void close() {
        http.close();
    }
}
