package dev.sluice.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads some of the body that a refusal left unread, after the answer went out: a connection closed on a caller who
/// still writes is reset, and the answer is lost with it. What is read is thrown away, within bounds.
final class ReadOn {
    private static final Logger LOG = LoggerFactory.getLogger(ReadOn.class);
    private static final long MOST_BYTES = 32 << 20;
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(1);

    private ReadOn() {}

    /// A caller who was too slow is not waited for again, and one who asked first with `Expect: 100-continue` is not
    /// writing.
    static boolean worthIt(Request request, int status) {
        return status != 408
                && request.getLength() != 0
                && !request.getHeaders().contains(HttpHeader.EXPECT);
    }

    /// @param write writes the answer
    /// @param body what the route read from, null when it never came to that
    static void after(Consumer<Callback> write, Request request, @Nullable InputStream body, Callback callback) {
        EndPoint link = request.getConnectionMetaData().getConnection().getEndPoint();
        long idle = link.getIdleTimeout();
        try (Blocker.Callback written = Blocker.callback()) {
            write.accept(written);
            written.block();
            link.setIdleTimeout(Math.min(idle, LONGEST_SILENCE.toMillis()));
            drain(body == null ? Request.asInputStream(request) : body);
        } catch (IOException | RuntimeException e) {
            LOG.debug("The rest of a refused body did not come", e);
        } finally {
            link.setIdleTimeout(idle);
        }
        callback.succeeded();
    }

    private static void drain(InputStream body) throws IOException {
        byte[] waste = new byte[16 << 10];
        long end = System.nanoTime() + LONGEST.toNanos();
        long read = 0;
        for (int more = 0; more >= 0 && read < MOST_BYTES && System.nanoTime() - end < 0; more = body.read(waste)) {
            read += more;
        }
    }
}
