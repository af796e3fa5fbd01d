package dev.sluice.server.http;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/// Takes what has arrived of a small event's body together with its headers, which mostly is all of it.
final class EarlyBody {
    /// A single event; more of them are worth a thread.
    static final int MAX_BYTES = 8 << 10;

    private EarlyBody() {}

    /// A body that is here to its end: reading it does not wait.
    static final class Whole extends ByteArrayInputStream {
        private Whole(byte[] body) {
            super(body);
        }
    }

    /// @return [Whole], or a stream that reads on where this left off
    static InputStream of(Request request) {
        if (!worthIt(request)) {
            return Request.asInputStream(request);
        }
        byte[] body = new byte[(int) request.getLength()];
        int length = 0;
        while (true) {
            Content.@Nullable Chunk chunk = request.read();
            if (chunk == null || Content.Chunk.isFailure(chunk) || length + chunk.remaining() > body.length) {
                InputStream rest = Request.asInputStream(request);
                return length == 0 ? rest : new SequenceInputStream(new ByteArrayInputStream(body, 0, length), rest);
            }
            int some = chunk.remaining();
            chunk.getByteBuffer().get(body, length, some);
            length += some;
            chunk.release();
            if (chunk.isLast()) {
                return new Whole(length == body.length ? body : Arrays.copyOf(body, length));
            }
        }
    }

    /// Only for what never waits: NDJSON waits for its confirms, and inflating may take its time. Who asks before
    /// sending the body must be answered first.
    private static boolean worthIt(Request request) {
        return request.getMethod().equals("POST")
                && request.getLength() >= 0
                && request.getLength() <= MAX_BYTES
                && request.getHttpURI().getPath().equals("/v1/events")
                && !request.getHeaders().contains(HttpHeader.EXPECT)
                && !request.getHeaders().contains(HttpHeader.CONTENT_ENCODING)
                && !String.valueOf(request.getHeaders().get(HttpHeader.CONTENT_TYPE))
                        .toLowerCase(Locale.ROOT)
                        .contains("ndjson");
    }
}
