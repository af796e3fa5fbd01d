package dev.sluice.server.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.json.Json;
import dev.sluice.server.config.BrokerConfig;
import dev.sluice.server.tls.Authorities;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Asks the management API for what [BrokerAdmin]'s client cannot tell: which figures the broker left out, and in its
/// own words why it refuses something (docs/adr/0019). Thread-safe.
final class ManagementApi {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final int MOST_BYTES = 32 << 20;
    private static final int MOST_REASON = 300;

    private final HttpClient http;
    private final String base;
    private final String user;
    private final String authorization;

    /// @throws PipelineException `internal` when who may vouch for the broker cannot be read
    ManagementApi(BrokerConfig config) {
        http = secured(HttpClient.newBuilder().connectTimeout(CONNECT), config).build();
        base = config.managementUrl().toString().replaceFirst("/*$", "/api");
        user = config.managementUser();
        String both = user + ":" + config.managementPassword().value();
        authorization = "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    /// For an `https` address: only who the configured authorities vouch for, and only under its own name.
    static HttpClient.Builder secured(HttpClient.Builder client, BrokerConfig config) {
        try {
            return "https".equalsIgnoreCase(config.managementUrl().getScheme())
                    ? client.sslContext(Authorities.context(config.authorities()))
                    : client;
        } catch (IOException e) {
            throw new PipelineException(ErrorCode.INTERNAL, "SLUICE_CA_FILE cannot be used: " + e.getMessage(), e);
        }
    }

    /// name of the account it asks with
    String user() {
        return user;
    }

    /// Path of an object, such as `/queues/%2F/orders`.
    static String path(String... segments) {
        return Stream.of(segments)
                .map(s -> "/" + URLEncoder.encode(s, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining());
    }

    /// @param path escaped, with its query
    /// @throws PipelineException `management-unavailable`; `broker-refused` when the account may not; `not-found`
    JsonNode get(String path, Duration within) {
        return ask(HttpRequest.newBuilder(URI.create(base + path)).GET(), path, within);
    }

    /// @param path escaped, with its query
    /// @throws PipelineException as [#get]
    void delete(String path, Duration within) {
        ask(HttpRequest.newBuilder(URI.create(base + path)).DELETE(), path, within);
    }

    private JsonNode ask(HttpRequest.Builder builder, String path, Duration within) {
        // no Accept: purging is refused to whoever accepts JSON only
        HttpRequest request =
                builder.header("Authorization", authorization).timeout(within).build();
        HttpResponse<byte[]> response;
        try {
            response = http.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        } catch (HttpTimeoutException e) {
            throw unavailable("it did not answer within " + within.toSeconds() + " s", e);
        } catch (ConnectException e) {
            throw unavailable("nothing listens there", e);
        } catch (IOException e) {
            throw unavailable("what answers there is no HTTP server, or broke off: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PipelineException(ErrorCode.SHUTTING_DOWN, "The server is stopping.", e);
        }
        return answer(response, path);
    }

    private JsonNode answer(HttpResponse<byte[]> response, String path) {
        int status = response.statusCode();
        JsonNode body = json(response.body());
        if (status >= 200 && status < 300) {
            if (body.isMissingNode() && response.body().length > 0) {
                throw unavailable("what answers there is no management API of RabbitMQ", null);
            }
            return body;
        }
        String reason = reason(body);
        throw switch (status) {
            case 401, 403 -> refused(reason);
            case 404 ->
                // of a list there is always one, be it empty; and RabbitMQ says in JSON that an object is not there
                body.has("error") && path.indexOf('/', 1) > 0
                        ? new PipelineException(ErrorCode.NOT_FOUND, "The broker has no such object.")
                        : unavailable("what answers there is no management API of RabbitMQ", null);
            case 400, 405, 406, 409 ->
                new PipelineException(
                        ErrorCode.BROKER_REFUSED,
                        "The broker refused with status " + status
                                + (reason.isEmpty() ? "." : ", in its words: " + reason + "."));
            default -> unavailable("it answered with status " + status + (reason.isEmpty() ? "" : ": " + reason), null);
        };
    }

    private static JsonNode json(byte[] body) {
        try {
            return Json.tree(body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    private static String reason(JsonNode body) {
        String reason = body.path("reason").asText("").strip();
        return reason.length() > MOST_REASON ? reason.substring(0, MOST_REASON) + "…" : reason;
    }

    private PipelineException refused(String reason) {
        return new PipelineException(
                ErrorCode.BROKER_REFUSED,
                "The broker does not let the account " + user + " of SLUICE_AMQP_MANAGEMENT_URL do that"
                        + (reason.isEmpty() ? "." : ", in its words: " + reason.replaceFirst("\\.$", "") + "."));
    }

    private PipelineException unavailable(String why, @Nullable Throwable cause) {
        return new PipelineException(
                ErrorCode.MANAGEMENT_UNAVAILABLE,
                "The management API was asked at " + base + ": " + why + ". Enable the plugin on the broker"
                        + " (rabbitmq-plugins enable rabbitmq_management), or mend SLUICE_AMQP_MANAGEMENT_URL.",
                cause);
    }
}
