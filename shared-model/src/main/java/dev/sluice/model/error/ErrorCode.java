package dev.sluice.model.error;

/// Every way a request, or one event of it, can fail. Codes are kebab-case, unique and never used again for
/// something else; `docs/errors.md` has a row for each (held by a test).
public enum ErrorCode {
    MALFORMED_JSON("malformed-json", 400, false, "The body is not valid JSON"),
    MALFORMED_REQUEST("malformed-request", 400, false, "The request cannot be understood"),
    TLS_REQUIRED("tls-required", 400, false, "This port speaks TLS"),
    MALFORMED_QUERY("malformed-query", 400, false, "The query cannot be understood"),
    INVALID_CURSOR("invalid-cursor", 400, false, "The cursor is not one of ours, or belongs to another query"),
    CURSOR_EXPIRED("cursor-expired", 410, false, "Events that the cursor would show next are kept no longer"),
    UNAUTHENTICATED("unauthenticated", 401, false, "A valid bearer token is needed"),
    FORBIDDEN("forbidden", 403, false, "This role may not do that"),
    WRONG_PASSWORD("wrong-password", 401, false, "The name or the password is wrong"),
    WEAK_PASSWORD("weak-password", 422, false, "The password is too easy to guess"),
    LOGIN_THROTTLED("login-throttled", 429, true, "Too many log-ins failed"),
    NOT_FOUND("not-found", 404, false, "There is nothing at this address"),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, false, "This address does not take that method"),
    REQUEST_TIMEOUT("request-timeout", 408, true, "The request did not arrive in time"),
    URI_TOO_LONG("uri-too-long", 414, false, "The address is longer than allowed"),
    HEADERS_TOO_LARGE("headers-too-large", 431, false, "The headers are larger than allowed"),
    CONFLICT("conflict", 409, false, "The state changed meanwhile"),
    QUEUE_NOT_EMPTY("queue-not-empty", 409, false, "The queue holds events"),
    PEEK_REFUSED("peek-refused", 409, false, "Looking into the queue would wear its frames out"),
    PLAN_STALE("plan-stale", 409, false, "The plan has expired, or no longer fits the queue"),
    QUEUE_NOT_PAUSED("queue-not-paused", 409, false, "The queue must be paused for that"),
    NAME_REQUIRED("name-required", 422, false, "The queue's name must be given to go on"),
    OWN_QUEUE("own-queue", 409, false, "The queue is Sluice's own"),
    BROKER_REFUSED("broker-refused", 409, false, "The broker does not let Sluice's account do that"),
    UNDO_EXPIRED("undo-expired", 410, false, "What was purged is kept no longer"),
    TOO_LARGE("too-large", 413, false, "The body is larger than allowed"),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, false, "The media type or encoding is not supported"),
    NOTHING_ACCEPTABLE("nothing-acceptable", 422, false, "No event of the request could be accepted"),
    EMPTY_BATCH("empty-batch", 422, false, "The batch holds no event"),
    TOO_MANY_EVENTS("too-many-events", 413, false, "The batch holds more events than allowed"),
    RATE_LIMITED("rate-limited", 429, true, "More events came than the limit allows"),
    OVERLOADED("overloaded", 503, true, "The server is at its limit"),
    QUEUE_FULL("queue-full", 503, true, "The queue is at its limit"),
    QUEUE_CLOSED("queue-closed", 503, true, "An operator has closed the queue for new events"),
    QUEUE_HELD("queue-held", 503, true, "An operator holds the queue's new events, and it took too long"),
    BROKER_UNAVAILABLE("broker-unavailable", 503, true, "The broker did not confirm the events"),
    MANAGEMENT_UNAVAILABLE("management-unavailable", 503, true, "The broker's management API does not answer"),
    OUTCOME_UNKNOWN("outcome-unknown", 503, true, "The broker's answer was lost; send again with the same ids"),
    DATABASE_UNAVAILABLE("database-unavailable", 503, true, "The database does not answer"),
    DISK_BUDGET("disk-budget", 503, true, "The disk budget is used up"),
    QUERY_TIMEOUT("query-timeout", 503, true, "The query took longer than allowed"),
    QUERY_CANCELLED("query-cancelled", 499, true, "Whoever asked has left"),
    SHUTTING_DOWN("shutting-down", 503, true, "The server is stopping"),
    INTERNAL("internal", 500, true, "Something went wrong in the server"),

    // of one event
    NOT_AN_OBJECT("not-an-object", 422, false, "An event is a JSON object"),
    MISSING_ATTRIBUTE("missing-attribute", 422, false, "A required attribute is missing"),
    INVALID_ATTRIBUTE("invalid-attribute", 422, false, "An attribute has a wrong type or value"),
    RESERVED_ATTRIBUTE("reserved-attribute", 422, false, "An attribute of that name is set by the server"),
    EVENT_TOO_LARGE("event-too-large", 422, false, "The event is larger than allowed"),
    TOO_DEEP("too-deep", 422, false, "The event is nested deeper than allowed"),
    TOO_MANY_KEYS("too-many-keys", 422, false, "An object has more keys than allowed"),
    KEY_TOO_LONG("key-too-long", 422, false, "A key is longer than allowed"),
    INVALID_LINE("invalid-line", 422, false, "The line is not valid JSON"),
    SOURCE_NOT_ALLOWED("source-not-allowed", 422, false, "The key may not send events of that source"),
    QUEUE_NOT_ALLOWED("queue-not-allowed", 422, false, "The key may not send to the queue of that type"),
    UNSTORABLE("unstorable", 422, false, "The database refused the event"),
    NOT_A_FRAME("not-a-frame", 422, false, "The message is not a frame of this pipeline");

    private final String code;
    private final int status;
    private final boolean retryable;
    private final String title;

    ErrorCode(String code, int status, boolean retryable, String title) {
        this.code = code;
        this.status = status;
        this.retryable = retryable;
        this.title = title;
    }

    /// kebab-case, as on the wire
    public String code() {
        return code;
    }

    /// HTTP status
    public int status() {
        return status;
    }

    /// true: the same request may succeed later, and sending it again with the same ids is safe
    public boolean retryable() {
        return retryable;
    }

    public String title() {
        return title;
    }
}
