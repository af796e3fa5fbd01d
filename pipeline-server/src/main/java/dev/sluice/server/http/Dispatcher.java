package dev.sluice.server.http;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.http.Reply.Answer;
import dev.sluice.server.ingest.IngestFailedException;
import dev.sluice.server.telemetry.PipelineMeters;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.jspecify.annotations.Nullable;

/// The way of every request: find the route, check the token, check the parameters, run, answer. Nothing of the
/// body is read before the route asks for it.
final class Dispatcher extends Handler.Abstract {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH");

    private final RouteTable table;
    private final BearerAuth auth;
    private final PipelineMeters meters;
    private final DeniedActs denied;
    private final Duration bodyTimeout;

    Dispatcher(RouteTable table, BearerAuth auth, PipelineMeters meters, DeniedActs denied, Duration bodyTimeout) {
        this.table = table;
        this.auth = auth;
        this.meters = meters;
        this.denied = denied;
        this.bodyTimeout = bodyTimeout;
    }

    /// What is known of a request when its answer is written.
    private static final class Trace {
        private final String requestId = RequestIds.next();
        private String route = "none";
        private @Nullable InputStream body;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Trace trace = new Trace();
        Reply reply;
        try {
            reply = reply(request, trace);
            if (reply instanceof Reply.Upgrade upgrade) {
                if (upgrade(upgrade, request, response, callback)) {
                    count(request, trace, 101);
                    return true;
                }
                reply = Problems.of(
                        new PipelineException(
                                ErrorCode.MALFORMED_REQUEST, "This address is a WebSocket; ask for the upgrade."),
                        trace.requestId);
            }
        } catch (Throwable failure) { // the last resort: whatever failed, the caller gets a problem document
            refused(failure);
            reply = Problems.of(failure, trace.requestId);
        }
        Answer answer = (Answer) reply;
        count(request, trace, answer.status());
        if (answer.status() < 400 || !ReadOn.worthIt(request, answer.status())) {
            write(answer, trace.requestId, response, callback);
        } else {
            ReadOn.after(written -> write(answer, trace.requestId, response, written), request, trace.body, callback);
        }
        return true;
    }

    static void write(Answer answer, String requestId, Response response, Callback callback) {
        response.setStatus(answer.status());
        response.getHeaders()
                .put("X-Request-Id", requestId)
                .put(HttpHeader.CACHE_CONTROL, "no-store")
                .put("X-Content-Type-Options", "nosniff")
                .put(HttpHeader.CONTENT_TYPE, answer.contentType())
                .put(HttpHeader.CONTENT_LENGTH, answer.body().length);
        answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
    }

    private Reply reply(Request request, Trace trace) throws Exception {
        refuseOtherTransferEncodings(request);
        RouteTable.Match match =
                table.match(request.getMethod(), request.getHttpURI().getPath());
        Route route = match.route();
        Optional<String> principal = auth.principal(request.getHeaders().get(HttpHeader.AUTHORIZATION));
        if (route == null) {
            return noRoute(match, principal, trace.requestId);
        }
        trace.route = route.pattern();
        if (route.access() == Access.TOKEN && principal.isEmpty()) {
            if (route.isAct()) {
                denied.note(Request.getRemoteAddr(request), route, match.parameters());
            }
            throw unauthenticated();
        }
        Map<String, String> query = PathText.query(request.getHttpURI().getQuery(), route.query());
        DeadlineBody body = new DeadlineBody(Request.asInputStream(request), bodyTimeout);
        trace.body = body;
        Call call = new Call(
                trace.requestId,
                principal.orElse(""),
                Request.getRemoteAddr(request),
                match.parameters(),
                query,
                request.getHeaders(),
                body,
                request.getLength());
        return route.handling().handle(call);
    }

    /// Whether an address exists is told to the bearers of a token only, except where a public route lives.
    private Reply noRoute(RouteTable.Match match, Optional<String> principal, String requestId) {
        if (principal.isEmpty() && !match.open()) {
            throw unauthenticated();
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

    /// Jetty undoes `gzip, chunked`; no client of ours needs it, and what sits in front may read it otherwise.
    private static void refuseOtherTransferEncodings(Request request) {
        @Nullable String encoding = request.getHeaders().get(HttpHeader.TRANSFER_ENCODING);
        if (encoding != null && !encoding.strip().equalsIgnoreCase("chunked")) {
            throw new PipelineException(ErrorCode.MALFORMED_REQUEST, "Transfer-Encoding may be chunked, nothing else.");
        }
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
