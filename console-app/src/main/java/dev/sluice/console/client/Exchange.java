package dev.sluice.console.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.error.Problem;
import dev.sluice.model.ingest.Receipt;
import dev.sluice.model.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// One HTTP request and its answer, with every failure turned into a [ClientException]. Thread-safe.
final class Exchange implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final String PROBLEM = "application/problem+json";

    private volatile ServerAddress address;
    private final HttpClient http;
    private volatile Duration ahead = Duration.ZERO;

    Exchange(ServerAddress address) {
        this.address = address;
        // HTTP/1.1: the upgrade dance to HTTP/2 over plain text gains nothing for these short calls
        this.http = address.client()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
    }

    ServerAddress address() {
        return address;
    }

    /// From now on as somebody else.
    void use(String token) {
        address = address.withToken(token);
    }

    /// Reads an answer's body.
    interface Reader<T> {
        T read(byte[] body) throws IOException;
    }

    <T> T get(String path, Duration timeout, Class<T> type) throws InterruptedException {
        return get(path, timeout, body -> Json.read(body, type));
    }

    <T> T get(String path, Duration timeout, Reader<T> reader) throws InterruptedException {
        return read(exchange(request(path, timeout).GET().build()), reader);
    }

    <T> T post(String path, @Nullable Object body, Duration timeout, Class<T> type) throws InterruptedException {
        return read(send("POST", path, body, timeout), bytes -> Json.read(bytes, type));
    }

    <T> T delete(String path, Duration timeout, Class<T> type) throws InterruptedException {
        return read(send("DELETE", path, null, timeout), bytes -> Json.read(bytes, type));
    }

    <T> T ask(String method, String path, @Nullable Object body, Duration timeout, Class<T> type)
            throws InterruptedException {
        return read(send(method, path, body, timeout), bytes -> Json.read(bytes, type));
    }

    /// @param body a [Body] goes as it is, anything else as JSON
    HttpResponse<byte[]> send(String method, String path, @Nullable Object body, Duration timeout)
            throws InterruptedException {
        HttpRequest.Builder request = request(path, timeout);
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(
                            method,
                            BodyPublishers.ofByteArray(body instanceof Body raw ? raw.bytes() : Json.bytes(body)));
        }
        return exchange(request.build());
    }

    /// A 422 with a receipt is an answer here, not a problem: nothing was accepted, and it says why.
    Receipt ingest(String path, Body body, Duration timeout) throws InterruptedException {
        HttpRequest request = request(path, timeout)
                .header("Content-Type", body.mediaType())
                .POST(BodyPublishers.ofByteArray(body.bytes()))
                .build();
        HttpResponse<byte[]> response = answer(request);
        if (response.statusCode() == 422 && isReceipt(response.body())) {
            return read(response, bytes -> Json.read(bytes, Receipt.class));
        }
        return read(checked(response), bytes -> Json.read(bytes, Receipt.class));
    }

    private static boolean isReceipt(byte[] body) {
        try {
            return Json.tree(body).path("rejected").isArray();
        } catch (IOException e) {
            return false;
        }
    }

    private HttpRequest.Builder request(String path, Duration timeout) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.at(path)).timeout(timeout).header("Accept", "application/json");
        if (!address.token().isEmpty()) {
            request.header("Authorization", "Bearer " + address.token());
        }
        return request;
    }

    private HttpResponse<byte[]> exchange(HttpRequest request) throws InterruptedException {
        return checked(answer(request));
    }

    private HttpResponse<byte[]> answer(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            response.headers().firstValue("Date").ifPresent(this::setClock);
            return response;
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /// An answer of any length; the caller closes it. Closing it early drops the connection.
    ///
    /// @param timeout until the answer begins
    InputStream stream(String path, Duration timeout) throws InterruptedException {
        try {
            HttpResponse<InputStream> response =
                    http.send(request(path, timeout).GET().build(), BodyHandlers.ofInputStream());
            if (response.statusCode() / 100 == 2) {
                return response.body();
            }
            try (InputStream body = response.body()) {
                throw new ProblemException(
                        problem(response.statusCode(), response.headers(), body.readAllBytes()),
                        retryAfter(response.headers()));
            }
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private void setClock(String date) {
        try {
            Instant server = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
            ahead = Duration.between(Instant.now(), server);
        } catch (DateTimeException e) {
            // our own clock does
        }
    }

    /// The server's time to about a second, by the newest answer's Date; our own when it sends none.
    Instant serverTime() {
        return Instant.now().plus(ahead);
    }

    private ClientException unreachable(IOException e) {
        DistrustException distrust = ServerCheck.in(e);
        if (distrust != null) {
            return distrust;
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return new UnreachableException(
                        UnreachableException.Kind.UNKNOWN_HOST,
                        "The name \"" + address.url().getHost() + "\" cannot be resolved.",
                        e);
            }
        }
        return switch (e) {
            case HttpConnectTimeoutException timeout ->
                new UnreachableException(
                        UnreachableException.Kind.TIMED_OUT,
                        "No connection to " + address + " within " + CONNECT.toSeconds() + " s.",
                        timeout);
            case HttpTimeoutException timeout ->
                new UnreachableException(
                        UnreachableException.Kind.TIMED_OUT,
                        address + " took the request but did not answer.",
                        timeout);
            case ConnectException refused ->
                new UnreachableException(
                        UnreachableException.Kind.REFUSED,
                        "No server answers at " + address + "; is it running (./sluice status)?",
                        refused);
            case SSLException noTls ->
                new UnreachableException(
                        UnreachableException.Kind.NOT_SLUICE,
                        address + " does not speak TLS as it should (" + noTls.getMessage()
                                + "); if it speaks plain HTTP, the address begins with http://.",
                        noTls);
            default ->
                new UnreachableException(
                        UnreachableException.Kind.CUT_OFF, "The connection to " + address + " broke off.", e);
        };
    }

    private HttpResponse<byte[]> checked(HttpResponse<byte[]> response) {
        if (response.statusCode() / 100 == 2) {
            return response;
        }
        throw new ProblemException(
                problem(response.statusCode(), response.headers(), response.body()), retryAfter(response.headers()));
    }

    private Problem problem(int status, HttpHeaders headers, byte[] body) {
        if (headers.firstValue("Content-Type").orElse("").startsWith(PROBLEM)) {
            try {
                JsonNode tree = Json.tree(body);
                if (tree.path("code").isTextual()) {
                    return Json.read(body, Problem.class);
                }
            } catch (IOException e) {
                // told below by its status alone
            }
        }
        boolean gateway = status == 502 || status == 503 || status == 504 || status == 429;
        String detail = "%s answered with status %d and no explanation%s"
                .formatted(address, status, gateway ? "." : "; is it a Sluice server?");
        return new Problem(
                "about:blank",
                "Status " + status,
                status,
                gateway ? "overloaded" : "unknown",
                detail,
                gateway,
                headers.firstValue("X-Request-Id").orElse(""),
                null,
                null,
                null);
    }

    private static @Nullable Duration retryAfter(HttpHeaders headers) {
        String text = headers.firstValue("Retry-After").orElse("");
        try {
            return text.isEmpty() ? null : Duration.ofSeconds(Math.clamp(Long.parseLong(text.strip()), 0, 3_600));
        } catch (NumberFormatException e) {
            return null; // the HTTP-date form: our own backoff does
        }
    }

    private <T> T read(HttpResponse<byte[]> response, Reader<T> reader) {
        try {
            T value = reader.read(response.body());
            if (value != null) {
                return value;
            }
        } catch (IOException | RuntimeException e) {
            throw notSluice(e);
        }
        throw notSluice(null);
    }

    private UnreachableException notSluice(@Nullable Throwable cause) {
        return new UnreachableException(
                UnreachableException.Kind.NOT_SLUICE,
                address + " answered something that is not Sluice's; is another program at that address?",
                cause);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
