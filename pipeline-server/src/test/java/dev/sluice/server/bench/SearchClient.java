package dev.sluice.server.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Asks the server for stored events, one question at a time.
final class SearchClient implements AutoCloseable {
    static final int PAGE = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String BUCKETS = "48";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final URI server;
    private final String token;

    SearchClient(URI server, String token) {
        this.server = server;
        this.token = token;
    }

    /// @param found events on the page or in the histogram
    /// @param more true: another page follows
    record Answer(double millis, long found, boolean more, boolean complete) {}

    /// A first page or a histogram.
    Answer ask(SearchQuery query) throws IOException, InterruptedException {
        boolean page = query.kind() == SearchQuery.Kind.PAGE;
        String path = page ? "/v1/events?limit=" + PAGE : "/v1/events/histogram?buckets=" + BUCKETS;
        HttpRequest request = request(path, query);
        long began = System.nanoTime();
        HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
        double millis = (System.nanoTime() - began) / 1e6;
        if (answer.statusCode() != 200) {
            throw new IOException("the query %s was answered %d: %s"
                    .formatted(query.name(), answer.statusCode(), new String(answer.body())));
        }
        JsonNode tree = Json.tree(answer.body());
        long found = tree.path("items").size();
        for (JsonNode count : tree.path("counts")) {
            found += count.asLong();
        }
        return new Answer(
                millis,
                found,
                tree.path("next").isTextual(),
                tree.path("complete").asBoolean());
    }

    /// The stream of an export; an IOException while it is read means that it is not whole.
    InputStream export(SearchQuery query) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer =
                http.send(request("/v1/events/export?format=ndjson", query), BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            throw new IOException("the export %s was answered %d: %s"
                    .formatted(
                            query.name(),
                            answer.statusCode(),
                            new String(answer.body().readAllBytes())));
        }
        return answer.body();
    }

    private HttpRequest request(String path, SearchQuery query) {
        StringBuilder address = new StringBuilder(path);
        address.append("&q=").append(URLEncoder.encode(query.text(), StandardCharsets.UTF_8));
        if (query.from() != null) {
            address.append("&from=").append(query.from());
        }
        if (query.to() != null) {
            address.append("&to=").append(query.to());
        }
        return HttpRequest.newBuilder(server.resolve(address.toString()))
                .header("Authorization", "Bearer " + token)
                .timeout(PATIENCE)
                .build();
    }

    @Override
    public void close() {
        http.close();
    }
}
