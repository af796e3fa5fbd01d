package dev.sluice.server.ingest;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// One request to ingest.
///
/// @param contentType value of the header, with its parameters
/// @param contentEncoding value of the header, null for none
/// @param declaredLength value of Content-Length, -1 when unknown
public record IngestRequest(
        @Nullable String contentType, @Nullable String contentEncoding, InputStream body, long declaredLength) {}
