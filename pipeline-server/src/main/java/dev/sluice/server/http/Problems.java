package dev.sluice.server.http;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.error.Problem;
import dev.sluice.model.ingest.Refusal;
import dev.sluice.model.json.Json;
import dev.sluice.server.http.Reply.Answer;
import dev.sluice.server.ingest.IngestFailedException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EofException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one mapper from exceptions to problem documents. What is not known becomes `internal` with a request id:
/// the log has the rest.
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    static Answer of(Throwable failure, String requestId) {
        return switch (failure) {
            case PipelineException e -> {
                if (e.code() == ErrorCode.INTERNAL) {
                    LOG.error("Request {} failed", requestId, e);
                }
                Problem problem = Problem.of(e.code(), sentence(e), requestId);
                @Nullable Integer column = e.column();
                yield comeBack(e.retryAfter(), of(column == null ? problem : problem.withColumn(column)));
            }
            case IngestFailedException e ->
                comeBack(
                        e.getCause() instanceof PipelineException cause ? cause.retryAfter() : null,
                        of(
                                e.code().status(),
                                e.code().code(),
                                Refusal.of(e.code(), sentence(e), requestId, e.receipt(), e.unknown())));
            case HttpException e -> ofStatus(e.getCode(), requestId);
            case TimeoutException e -> timedOut(requestId);
            case EofException e -> ofStatus(400, requestId);
            case Exception e when e.getCause() instanceof TimeoutException -> timedOut(requestId);
            case Exception e when e.getCause() instanceof HttpException cause -> ofStatus(cause.getCode(), requestId);
            case OutOfMemoryError e -> {
                LOG.error("Request {} found no memory", requestId);
                yield of(Problem.of(ErrorCode.OVERLOADED, "The server is short of memory; try again.", requestId));
            }
            default -> {
                LOG.error("Request {} failed", requestId, failure);
                yield of(Problem.of(
                        ErrorCode.INTERNAL,
                        "The server failed on this request; its log tells why under the request id.",
                        requestId));
            }
        };
    }

    /// @param after when to come back, null when only the code says it
    private static Answer comeBack(@Nullable Duration after, Answer answer) {
        if (after == null) {
            return answer;
        }
        Map<String, String> headers = new HashMap<>(answer.headers());
        // whole seconds, and never a moment too early
        headers.put(
                "Retry-After",
                Long.toString(Math.max(1, after.plusNanos(999_999_999).toSeconds())));
        return new Answer(answer.status(), answer.contentType(), answer.body(), Map.copyOf(headers));
    }

    static Answer of(Problem problem) {
        return of(problem.status(), problem.code(), problem);
    }

    private static Answer of(int status, String code, Object problem) {
        Map<String, String> headers = new HashMap<>();
        if (status == 401) {
            headers.put("WWW-Authenticate", "Bearer realm=\"sluice\"");
        }
        if (status == 429 || status == 503) {
            headers.put("Retry-After", Integer.toString(retryAfterSeconds(code)));
        }
        if (status == 408 || status == 413) {
            headers.put("Connection", "close");
        }
        return new Answer(status, Reply.PROBLEM, Json.bytes(problem), Map.copyOf(headers));
    }

    /// A refusal by the HTTP parser, by its status.
    static Answer ofStatus(int status, String requestId) {
        return switch (status) {
            case 404 -> of(Problem.of(ErrorCode.NOT_FOUND, "There is nothing at this address.", requestId));
            case 408 -> timedOut(requestId);
            case 413 -> of(Problem.of(ErrorCode.TOO_LARGE, "The body is larger than allowed.", requestId));
            case 414 -> of(Problem.of(ErrorCode.URI_TOO_LONG, "The address is longer than allowed.", requestId));
            case 431 -> of(Problem.of(ErrorCode.HEADERS_TOO_LARGE, "All headers may have 16 KiB together.", requestId));
            case 503 -> of(Problem.of(ErrorCode.SHUTTING_DOWN, "The server is stopping; try again.", requestId));
            default ->
                status >= 500 && status != 501 && status != 505
                        ? of(Problem.of(ErrorCode.INTERNAL, "The server failed on this request.", requestId))
                        : of(refused(status, requestId));
        };
    }

    private static Problem refused(int status, String requestId) {
        ErrorCode code = ErrorCode.MALFORMED_REQUEST;
        String detail = status == 505
                ? "This server speaks HTTP/1.1."
                : "The request is not valid HTTP/1.1, or is ambiguous; it was not looked at.";
        return new Problem(
                "about:blank", code.title(), status, code.code(), detail, false, requestId, null, null, null);
    }

    private static Answer timedOut(String requestId) {
        return of(Problem.of(
                ErrorCode.REQUEST_TIMEOUT, "The body did not arrive in time; send it again at once.", requestId));
    }

    private static int retryAfterSeconds(String code) {
        if (code.equals(ErrorCode.OVERLOADED.code()) || code.equals(ErrorCode.QUEUE_FULL.code())) {
            return 1;
        }
        return code.equals(ErrorCode.DISK_BUDGET.code()) ? 30 : 5;
    }

    private static String sentence(Throwable e) {
        @Nullable String message = e.getMessage();
        return message == null ? "" : message;
    }
}
