package dev.sluice.console.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.Problem;
import dev.sluice.model.ingest.Receipt;
import dev.sluice.model.ingest.Rejection;
import dev.sluice.model.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// A stand-in for the server, over a real socket: answers what a test tells it to, and keeps what it was asked.
public final class FakeServer implements AutoCloseable {
    public static final String TOKEN = "a-token-for-tests";

    private final HttpServer http;
    private final Map<String, Function<Request, Answer>> routes = new LinkedHashMap<>();
    private final ConcurrentLinkedQueue<Request> requests = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedDeque<Answer> nextAnswers = new ConcurrentLinkedDeque<>();

    /// What came in.
    public record Request(String method, String path, String query, String mediaType, byte[] body) {
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /// What goes out.
    public record Answer(int status, String mediaType, byte[] body, Map<String, String> headers) {
        public static Answer json(Object value) {
            return new Answer(200, "application/json", Json.bytes(value), Map.of());
        }

        public static Answer raw(String json) {
            return new Answer(200, "application/json", json.getBytes(StandardCharsets.UTF_8), Map.of());
        }

        public static Answer problem(ErrorCode code, String detail) {
            return new Answer(
                    code.status(),
                    "application/problem+json",
                    Json.bytes(Problem.of(code, detail, "request-1")),
                    Map.of());
        }

        public Answer with(String header, String value) {
            return new Answer(status, mediaType, body, Map.of(header, value));
        }

        public Answer withStatus(int other) {
            return new Answer(other, mediaType, body, headers);
        }
    }

    public FakeServer() {
        this(0);
    }

    public FakeServer(int port) {
        this(port, null);
    }

    /// over TLS
    ///
    /// @param port 0 for any free one
    public FakeServer(int port, @Nullable SSLContext tls) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try {
            if (tls == null) {
                http = HttpServer.create(address, 0);
            } else {
                HttpsServer https = HttpsServer.create(address, 0);
                https.setHttpsConfigurator(new HttpsConfigurator(tls));
                http = https;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::handle);
        http.start();
    }

    public String url() {
        return (http instanceof HttpsServer ? "https" : "http") + "://127.0.0.1:"
                + http.getAddress().getPort();
    }

    public int port() {
        return http.getAddress().getPort();
    }

    /// @param route such as `GET /v1/queues`
    public FakeServer on(String route, Function<Request, Answer> answer) {
        routes.put(route, answer);
        return this;
    }

    /// The next request, whatever it is, gets this answer.
    public FakeServer next(Answer answer) {
        nextAnswers.add(answer);
        return this;
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    public List<Request> requests(String method, String path) {
        return requests.stream()
                .filter(r -> r.method().equals(method) && r.path().equals(path))
                .toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    String.valueOf(exchange.getRequestURI().getRawQuery()),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
                    exchange.getRequestBody().readAllBytes());
            requests.add(request);
            Answer answer = answer(exchange, request);
            exchange.getResponseHeaders().set("Content-Type", answer.mediaType());
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    private Answer answer(HttpExchange exchange, Request request) {
        boolean logsIn = request.method().equals("POST") && request.path().equals("/v1/session");
        if (!logsIn && !("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return Answer.problem(ErrorCode.UNAUTHENTICATED, "The token is missing or not known.");
        }
        Answer planned = nextAnswers.poll();
        if (planned != null) {
            return planned;
        }
        Function<Request, Answer> route = routes.get(request.method() + " " + request.path());
        return route == null
                ? Answer.problem(ErrorCode.NOT_FOUND, "There is nothing at " + request.path() + ".")
                : route.apply(request);
    }

    @Override
    public void close() {
        http.stop(0);
    }

    /// Ingest that takes every event with an `id`, and remembers the ids in the order they came.
    public static final class Ingest implements Function<Request, Answer> {
        private final List<String> ids = new ArrayList<>();
        private final Set<String> distinct = new HashSet<>();

        @Override
        public synchronized Answer apply(Request request) {
            List<Rejection> rejected = new ArrayList<>();
            long accepted = 0;
            List<JsonNode> events = events(request);
            for (int i = 0; i < events.size(); i++) {
                JsonNode id = events.get(i).path("id");
                if (id.isTextual()) {
                    accepted++;
                    ids.add(id.asText());
                    distinct.add(id.asText());
                } else {
                    rejected.add(new Rejection(i, "missing-attribute", "/id", "The event has no id"));
                }
            }
            Receipt receipt = new Receipt(accepted, rejected, rejected.size(), null);
            return Answer.json(receipt).withStatus(accepted == 0 ? 422 : 202);
        }

        public synchronized List<String> ids() {
            return List.copyOf(ids);
        }

        public synchronized int distinct() {
            return distinct.size();
        }

        private static List<JsonNode> events(Request request) {
            List<JsonNode> events = new ArrayList<>();
            try {
                if (request.mediaType().equals("application/x-ndjson")) {
                    for (String line : request.text().split("\n", -1)) {
                        if (!line.isBlank()) {
                            events.add(lenient(line));
                        }
                    }
                } else {
                    Json.tree(request.body()).forEach(events::add);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return events;
        }

        private static JsonNode lenient(String line) throws IOException {
            try {
                return Json.tree(line.getBytes(StandardCharsets.UTF_8));
            } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                return Json.tree("{}".getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
