package dev.sluice.server.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.access.IssuedKey;
import dev.sluice.model.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Talks to a server with one token or another.
final class KeyClient implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI url;

    KeyClient(URI url) {
        this.url = url;
    }

    /// @param token empty: none
    HttpResponse<String> call(String method, String path, String token, String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        if (!json.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return send(request);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> admin(String method, String path, String json) {
        return call(method, path, TestServers.TOKEN, json);
    }

    /// @return status of sending one event
    HttpResponse<String> event(String token, String source, String id) {
        return call(
                "POST",
                "/v1/events",
                token,
                "{\"id\":\"" + id + "\",\"source\":\"" + source + "\",\"type\":\"test.made\"}");
    }

    /// @param more members of the request after name and sources, such as `,"rate":{…}`
    IssuedKey issue(String name, String source, String more) {
        HttpResponse<String> answer =
                admin("POST", "/v1/tokens", "{\"name\":\"" + name + "\",\"sources\":[\"" + source + "\"]" + more + "}");
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.body());
        }
        return read(answer, IssuedKey.class);
    }

    static <T> T read(HttpResponse<String> answer, Class<T> type) {
        try {
            return Json.read(answer.body(), type);
        } catch (IOException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    static JsonNode tree(HttpResponse<String> answer) {
        try {
            return Json.tree(answer.body().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
