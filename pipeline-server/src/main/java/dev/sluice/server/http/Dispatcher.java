package dev.sluice.server.http;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.access.Principal;
import dev.sluice.server.http.Reply.Answer;
import dev.sluice.server.ingest.IngestFailedException;
import dev.sluice.server.telemetry.PipelineMeters;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way of every request: find the route, check the token, check the parameters, run, answer. Nothing of the
/// body is waited for before the route asks for it.
final class Dispatcher extends Handler.Abstract.NonBlocking {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH");

    private final RouteTable table;
    private final BearerAuth auth;
    private final PipelineMeters meters;
    private final DeniedActs denied;
    private final Duration bodyTimeout;
    private final Executor threads;

    /// @param threads for what may wait
    Dispatcher(
            RouteTable table,
            BearerAuth auth,
            PipelineMeters meters,
            DeniedActs denied,
            Duration bodyTimeout,
            Executor threads) {
        this.table = table;
        this.auth = auth;
        this.meters = meters;
        this.denied = denied;
        this.bodyTimeout = bodyTimeout;
        this.threads = threads;
    }

    /// What is known of a request when its answer is written.
    private static final class Trace {
        private final String requestId = RequestIds.next();
        private String route = "none";
        private @Nullable InputStream body;
    }

    /// Called on the thread that reads from the sockets, which must not wait: a small event whose body is here already
    /// is dealt with at once, everything else on a virtual thread of its own.
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        InputStream body = EarlyBody.of(request);
        if (body instanceof EarlyBody.Whole) {
            serve(request, body, response, callback);
        } else {
            threads.execute(() -> serve(request, body, response, callback));
        }
        return true;
    }

    private void serve(Request request, InputStream body, Response response, Callback callback) {
        Trace trace = new Trace();
        try {
            switch (reply(request, body, trace)) {
                case Answer answer -> answered(request, trace, body, answer, response, callback);
                case Reply.Later(CompletableFuture<Answer> later) ->
                    later.whenComplete((answer, failure) -> finish(
                            request,
                            trace,
                            failure == null ? answer : problem(cause(failure), trace),
                            response,
                            callback));
                case Reply.Stream stream -> stream(request, trace, stream, response, callback);
                case Reply.Upgrade upgrade -> {
                    if (upgrade(upgrade, request, response, callback)) {
                        count(request, trace, 101);
                    } else {
                        Answer answer = Problems.of(
                                new PipelineException(
                                        ErrorCode.MALFORMED_REQUEST,
                                        "This address is a WebSocket; ask for the upgrade."),
                                trace.requestId);
                        finish(request, trace, answer, response, callback);
                    }
                }
            }
        } catch (Throwable failure) { // the last resort: whatever failed, the caller gets a problem document
            answered(request, trace, body, problem(failure, trace), response, callback);
        }
    }

    private void answered(
            Request request, Trace trace, InputStream body, Answer answer, Response response, Callback callback) {
        if (answer.status() < 400 || body instanceof EarlyBody.Whole || !ReadOn.worthIt(request, answer.status())) {
            finish(request, trace, answer, response, callback);
        } else {
            ReadOn.after(written -> finish(request, trace, answer, response, written), request, trace.body, callback);
        }
    }

    private Answer problem(Throwable failure, Trace trace) {
        refused(failure);
        return Problems.of(failure, trace.requestId);
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private void stream(Request request, Trace trace, Reply.Stream stream, Response response, Callback callback) {
        head(200, stream.contentType(), stream.headers(), trace.requestId, response);
        // closed when all is written and not before: closing says that the body is whole
        OutputStream out = Content.Sink.asOutputStream(response);
        try {
            stream.writing().to(out);
            out.close();
        } catch (IOException | RuntimeException e) {
            LOG.info("An answer ended half-way, request {}", trace.requestId, e);
            count(request, trace, e instanceof PipelineException p ? p.code().status() : 499);
            callback.failed(e);
            return;
        }
        count(request, trace, 200);
        callback.succeeded();
    }

    private void finish(Request request, Trace trace, Answer answer, Response response, Callback callback) {
        count(request, trace, answer.status());
        write(answer, trace.requestId, response, callback);
    }

    static void write(Answer answer, String requestId, Response response, Callback callback) {
        head(answer.status(), answer.contentType(), answer.headers(), requestId, response);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
    }

    private static void head(
            int status, String contentType, Map<String, String> headers, String requestId, Response response) {
        response.setStatus(status);
        response.getHeaders()
                .put("X-Request-Id", requestId)
                .put(HttpHeader.CACHE_CONTROL, "no-store")
                .put("X-Content-Type-Options", "nosniff")
                .put(HttpHeader.CONTENT_TYPE, contentType);
        headers.forEach((name, value) -> response.getHeaders().put(name, value));
    }

    private Reply reply(Request request, InputStream content, Trace trace) throws Exception {
        if (otherTransferEncoding(request)) {
            return closing(
                    new PipelineException(
                            ErrorCode.MALFORMED_REQUEST, "Transfer-Encoding may be chunked, nothing else."),
                    trace);
        }
        RouteTable.Match match =
                table.match(request.getMethod(), request.getHttpURI().getPath());
        Route route = match.route();
        Optional<Principal> principal = auth.principal(request.getHeaders().get(HttpHeader.AUTHORIZATION));
        if (route == null) {
            return noRoute(match, principal, trace.requestId);
        }
        trace.route = route.pattern();
        requireAccess(route, principal, Request.getRemoteAddr(request), match.parameters());
        Map<String, String> query = PathText.query(request.getHttpURI().getQuery(), route.query());
        DeadlineBody body = new DeadlineBody(content, bodyTimeout);
        trace.body = body;
        Call call = new Call(
                trace.requestId,
                principal.orElse(null),
                Request.getRemoteAddr(request),
                match.parameters(),
                query,
                request.getHeaders(),
                body,
                request.getLength(),
                request.getConnectionMetaData().getConnection().getEndPoint());
        return route.handling().handle(call);
    }

    private void requireAccess(
            Route route, Optional<Principal> principal, String address, Map<String, String> parameters) {
        if (route.access() == Access.PUBLIC) {
            return;
        }
        if (principal.isEmpty()) {
            if (route.isAct()) {
                denied.note("unknown", address, route, parameters, "no valid token");
            }
            throw unauthenticated();
        }
        if (!route.access().lets(principal.get())) {
            String reason = Refused.reason(route, principal.get());
            if (route.isAct()) {
                denied.note(principal.get().name(), address, route, parameters, reason);
            }
            throw new PipelineException(ErrorCode.FORBIDDEN, reason);
        }
    }

    /// Whether an address exists is told to the bearers of a token only, except where a public route lives.
    private Reply noRoute(RouteTable.Match match, Optional<Principal> principal, String requestId) {
        if (principal.isEmpty() && !match.open()) {
            throw unauthenticated();
        }
        if (principal.isPresent() && principal.get() instanceof Principal.Producer && !match.open()) {
            throw forbidden();
        }
        if (match.allowed().isEmpty()) {
            throw new PipelineException(
                    ErrorCode.NOT_FOUND, "There is no such address; GET /openapi lists all there are.");
        }
        String allow = String.join(", ", match.allowed());
        Answer answer = Problems.of(
                new PipelineException(ErrorCode.METHOD_NOT_ALLOWED, "This address takes " + allow + "."), requestId);
        return new Answer(answer.status(), answer.contentType(), answer.body(), Map.of("Allow", allow));
    }

    private static PipelineException unauthenticated() {
        return new PipelineException(
                ErrorCode.UNAUTHENTICATED,
                "Send the header Authorization: Bearer with a valid token; never put it into the address.");
    }

    private static PipelineException forbidden() {
        return new PipelineException(
                ErrorCode.FORBIDDEN, "An ingest key may send events to POST /v1/events, and nothing else.");
    }

    /// Jetty undoes `gzip, chunked`; no client of ours needs it, and what sits in front may read it otherwise.
    private static boolean otherTransferEncoding(Request request) {
        @Nullable String encoding = request.getHeaders().get(HttpHeader.TRANSFER_ENCODING);
        return encoding != null && !encoding.strip().equalsIgnoreCase("chunked");
    }

    private static Answer closing(PipelineException refusal, Trace trace) {
        Answer answer = Problems.of(refusal, trace.requestId);
        return new Answer(answer.status(), answer.contentType(), answer.body(), Map.of("Connection", "close"));
    }

    private boolean upgrade(Reply.Upgrade upgrade, Request request, Response response, Callback callback) {
        return ServerWebSocketContainer.get(request.getContext())
                .upgrade((asked, answer, done) -> new LiveSocket(upgrade.opened()), request, response, callback);
    }

    private void refused(Throwable failure) {
        ErrorCode code =
                switch (failure) {
                    case PipelineException e -> e.code();
                    case IngestFailedException e -> e.code();
                    default -> ErrorCode.INTERNAL;
                };
        if (code.status() == 429 || code.status() == 503) {
            meters.refused(code);
        }
    }

    private void count(Request request, Trace trace, int status) {
        String method = METHODS.contains(request.getMethod()) ? request.getMethod() : "other";
        meters.httpRequest(method, trace.route, status);
    }
}
