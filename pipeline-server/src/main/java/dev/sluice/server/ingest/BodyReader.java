package dev.sluice.server.ingest;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// Takes a request's body in, inflating it, with limits that count inflated bytes.
final class BodyReader {
    private static final int FIRST_BYTES = 64 << 10;

    private BodyReader() {}

    /// The only place where anything is inflated. Nothing is read yet.
    ///
    /// @throws PipelineException `unsupported-media-type` for another encoding
    static InputStream inflating(IngestRequest request) {
        return gzip(request) ? new GzipStream(request.body()) : request.body();
    }

    private static boolean gzip(IngestRequest request) {
        @Nullable String encoding = request.contentEncoding();
        return switch (encoding == null ? "" : encoding.trim().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> false;
            case "gzip", "x-gzip" -> true;
            default ->
                throw new PipelineException(
                        ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Content-Encoding may be gzip or identity, nothing else.");
        };
    }

    /// The whole body, in memory that grows with what has arrived and not with what was announced.
    ///
    /// @throws PipelineException `too-large`, `overloaded` when the request may not hold that much,
    // `malformed-request`
    static byte[] whole(IngestRequest request, int maxBytes) throws InterruptedException {
        long declared = request.declaredLength();
        if (declared > maxBytes) {
            throw tooLarge(maxBytes, declared + " bytes");
        }
        boolean exact = declared >= 0 && !gzip(request);
        try (InputStream in = inflating(request)) {
            byte[] body = new byte[exact ? (int) Math.min(declared, FIRST_BYTES) : FIRST_BYTES];
            int length = 0;
            hold(request, body.length);
            while (true) {
                int read = in.read(body, length, body.length - length);
                if (read > 0) {
                    length += read;
                }
                if (length < body.length) {
                    if (read < 0) {
                        return Arrays.copyOf(body, length);
                    }
                    continue;
                }
                int one = in.read();
                if (one < 0) {
                    return body;
                }
                if (length == maxBytes) {
                    throw tooLarge(maxBytes, "more");
                }
                long wanted = exact ? Math.min(declared, 2L * length) : 2L * length;
                int grown = (int) Math.min(maxBytes, Math.max(wanted, length + 1));
                hold(request, grown);
                body = Arrays.copyOf(body, grown);
                body[length++] = (byte) one;
            }
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private static void hold(IngestRequest request, int bytes) throws InterruptedException {
        if (!request.holding().hold(bytes, Duration.ZERO)) {
            throw noRoom();
        }
    }

    static PipelineException noRoom() {
        return new PipelineException(
                ErrorCode.OVERLOADED, "The bodies under way fill the memory they may have; send it again later.");
    }

    static PipelineException broken(IOException e) {
        return switch (e) {
            case ZipException zip ->
                new PipelineException(
                        ErrorCode.MALFORMED_REQUEST, "The gzip body is broken: " + zip.getMessage() + ".", e);
            case EOFException _ -> new PipelineException(ErrorCode.MALFORMED_REQUEST, "The body ends too early.", e);
            default -> new PipelineException(ErrorCode.MALFORMED_REQUEST, "The body could not be read to its end.", e);
        };
    }

    private static PipelineException tooLarge(int maxBytes, String actual) {
        return new PipelineException(
                ErrorCode.TOO_LARGE,
                "The body has " + actual + "; " + maxBytes
                        + " bytes are allowed after inflating. Send it in parts, or as application/x-ndjson.");
    }
}
