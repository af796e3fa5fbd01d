package dev.sluice.server.ingest;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// Takes a request's body in, inflating it, with limits that count inflated bytes.
final class BodyReader {
    private BodyReader() {}

    /// @throws PipelineException `unsupported-media-type` for another encoding, `malformed-request` for broken gzip
    static InputStream inflating(IngestRequest request) {
        @Nullable String encoding = request.contentEncoding();
        if (encoding == null || encoding.isBlank() || encoding.trim().equalsIgnoreCase("identity")) {
            return request.body();
        }
        if (!encoding.trim().toLowerCase(Locale.ROOT).equals("gzip")) {
            throw new PipelineException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Content-Encoding may be gzip or identity, nothing else.");
        }
        try {
            return new GZIPInputStream(request.body(), 8_192);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    static byte[] whole(IngestRequest request, int maxBytes) {
        if (request.declaredLength() > maxBytes) {
            throw tooLarge(maxBytes, request.declaredLength() + " bytes");
        }
        try (InputStream in = inflating(request)) {
            byte[] body = in.readNBytes(maxBytes + 1);
            if (body.length > maxBytes) {
                throw tooLarge(maxBytes, "more");
            }
            return body;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    static PipelineException broken(IOException e) {
        return e instanceof ZipException || e instanceof EOFException
                ? new PipelineException(ErrorCode.MALFORMED_REQUEST, "The gzip body is broken or ends too early.", e)
                : new PipelineException(ErrorCode.MALFORMED_REQUEST, "The body could not be read to its end.", e);
    }

    private static PipelineException tooLarge(int maxBytes, String actual) {
        return new PipelineException(
                ErrorCode.TOO_LARGE,
                "The body has " + actual + "; " + maxBytes
                        + " bytes are allowed after inflating. Send it in parts, or as application/x-ndjson.");
    }
}
