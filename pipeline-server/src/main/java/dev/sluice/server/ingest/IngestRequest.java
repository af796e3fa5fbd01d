package dev.sluice.server.ingest;

import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One request to ingest.
///
/// @param contentType value of the header, with its parameters
/// @param contentEncoding value of the header, null for none
/// @param attributes values of the headers `ce-*`, by name in lower case without `ce-`
/// @param body as it came, not inflated
/// @param declaredLength value of Content-Length, -1 when unknown
/// @param holding told what the request holds in memory
/// @param sender who sends it
public record IngestRequest(
        @Nullable String contentType,
        @Nullable String contentEncoding,
        Map<String, String> attributes,
        InputStream body,
        long declaredLength,
        Holding holding,
        Sender sender) {

    /// of a sender who may send everything
    public IngestRequest(
            @Nullable String contentType,
            @Nullable String contentEncoding,
            Map<String, String> attributes,
            InputStream body,
            long declaredLength,
            Holding holding) {
        this(contentType, contentEncoding, attributes, body, declaredLength, holding, Sender.TRUSTED);
    }

    /// without headers of binary mode, and with nobody who bounds its memory
    public IngestRequest(
            @Nullable String contentType, @Nullable String contentEncoding, InputStream body, long declaredLength) {
        this(contentType, contentEncoding, Map.of(), body, declaredLength, Holding.UNBOUNDED);
    }
}
