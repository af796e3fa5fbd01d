package dev.sluice.server.http;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.json.Json;
import dev.sluice.server.access.Principal;
import dev.sluice.server.control.Actor;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;

/// One request on its way through a route. Used by one thread.
public final class Call {
    private static final int MAX_JSON = 64 << 10;

    private final String requestId;
    private final @Nullable Principal principal;
    private final String address;
    private final Map<String, String> path;
    private final Map<String, String> query;
    private final HttpFields headers;
    private final DeadlineBody body;
    private final long declaredLength;
    private final EndPoint link;

    Call(
            String requestId,
            @Nullable Principal principal,
            String address,
            Map<String, String> path,
            Map<String, String> query,
            HttpFields headers,
            DeadlineBody body,
            long declaredLength,
            EndPoint link) {
        this.requestId = requestId;
        this.principal = principal;
        this.address = address;
        this.path = path;
        this.query = query;
        this.headers = headers;
        this.body = body;
        this.declaredLength = declaredLength;
        this.link = link;
    }

    public String requestId() {
        return requestId;
    }

    /// Name of the token's owner, empty on a public route.
    public String principal() {
        return principal == null ? "" : principal.name();
    }

    /// Who asks; only where the route is not public.
    Principal caller() {
        return Optional.ofNullable(principal).orElseThrow();
    }

    /// Who asks for an act.
    Actor actor() {
        return new Actor(principal(), address);
    }

    /// Address of the peer.
    public String address() {
        return address;
    }

    /// @return the decoded value of `{name}` in the route's pattern
    public String path(String name) {
        return Optional.ofNullable(path.get(name)).orElseThrow();
    }

    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /// @throws PipelineException `malformed-request` when it is no whole number of that range
    public int number(String name, int least, int most, int fallback) {
        return query(name)
                .map(text -> {
                    if (text.matches("[0-9]{1,9}")
                            && Integer.parseInt(text) >= least
                            && Integer.parseInt(text) <= most) {
                        return Integer.parseInt(text);
                    }
                    throw new PipelineException(
                            ErrorCode.MALFORMED_REQUEST,
                            name + " must be a whole number from " + least + " to " + most + ".");
                })
                .orElse(fallback);
    }

    /// @throws PipelineException `malformed-request` when it is no RFC 3339 instant of the years 1 to 9999
    public @Nullable Instant instant(String name) {
        return query(name)
                .map(text -> {
                    try {
                        Instant instant = OffsetDateTime.parse(text).toInstant();
                        if (instant.isAfter(Instant.parse("0001-01-01T00:00:00Z"))
                                && instant.isBefore(Instant.parse("9999-12-31T23:59:59Z"))) {
                            return instant;
                        }
                    } catch (DateTimeException e) {
                        // told below, with the form that would do
                    }
                    throw new PipelineException(
                            ErrorCode.MALFORMED_REQUEST,
                            name + " must be an instant such as 2026-01-31T12:00:00Z (in a URL, + is written %2B).");
                })
                .orElse(null);
    }

    /// @return UTC when it is not given
    /// @throws PipelineException `malformed-request` when it names no time zone
    public ZoneId zone(String name) {
        return query(name)
                .map(text -> {
                    try {
                        return ZoneId.of(text);
                    } catch (DateTimeException e) {
                        throw new PipelineException(
                                ErrorCode.MALFORMED_REQUEST,
                                name + " must be a time zone such as Europe/Berlin, UTC or %2B01:00.",
                                e);
                    }
                })
                .orElse(ZoneOffset.UTC);
    }

    /// Value of a header; of one that came several times, all values with `, ` between them.
    public @Nullable String header(String name) {
        List<String> values = headers.getValuesList(name);
        return values.isEmpty() ? null : String.join(", ", values);
    }

    /// Values of all headers whose names begin so, by the rest of their names in lower case, in the order they came.
    ///
    /// @throws PipelineException `malformed-request` when one came twice
    Map<String, String> headers(String prefix) {
        Map<String, String> found = new LinkedHashMap<>();
        for (HttpField field : headers) {
            String name = field.getName().toLowerCase(Locale.ROOT);
            if (name.startsWith(prefix)
                    && found.put(name.substring(prefix.length()), field.getValue() == null ? "" : field.getValue())
                            != null) {
                throw new PipelineException(
                        ErrorCode.MALFORMED_REQUEST, "The header " + name + " came twice; send it once.");
            }
        }
        return found;
    }

    /// Looks whether the caller leaves, until it is closed. For requests without a body.
    ///
    /// @param gone called once when it does
    PeerWatch watch(Runnable gone) {
        return PeerWatch.start(link, gone);
    }

    public InputStream body() {
        return body;
    }

    /// The body of a route that deals with it as it arrives: it may last as long as it moves.
    InputStream stream() {
        body.asStream();
        return body;
    }

    /// Value of Content-Length, -1 when there is none.
    public long declaredLength() {
        return declaredLength;
    }

    /// False when the caller says that it sends none.
    boolean hasBody() {
        return declaredLength > 0 || declaredLength < 0 && header("Transfer-Encoding") != null;
    }

    /// A small JSON body.
    ///
    /// @throws PipelineException `unsupported-media-type`, `too-large` or `malformed-json`
    public <T> T json(Class<T> type) throws IOException {
        byte[] bytes = jsonBytes(MAX_JSON);
        @Nullable T value;
        try {
            value = Json.read(bytes, type);
        } catch (IOException e) {
            throw new PipelineException(
                    ErrorCode.MALFORMED_JSON, "The body is not a JSON object of the form documented here.", e);
        }
        if (value == null) {
            throw new PipelineException(ErrorCode.MALFORMED_JSON, "The body must be a JSON object, not null.");
        }
        return value;
    }

    /// A JSON body as it came.
    ///
    /// @param max bytes
    /// @throws PipelineException `unsupported-media-type` or `too-large`
    byte[] jsonBytes(int max) throws IOException {
        @Nullable String contentType = header("Content-Type");
        if (contentType == null || !contentType.split(";")[0].strip().equalsIgnoreCase(Reply.JSON)) {
            throw new PipelineException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE, "This address takes a body of Content-Type application/json.");
        }
        byte[] bytes = declaredLength > max ? new byte[max + 1] : body.readNBytes(max + 1);
        if (bytes.length > max) {
            throw new PipelineException(
                    ErrorCode.TOO_LARGE, "The body is larger than the " + max + " bytes allowed here.");
        }
        return bytes;
    }
}
