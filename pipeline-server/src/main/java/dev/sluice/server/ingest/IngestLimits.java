package dev.sluice.server.ingest;

import java.time.Duration;

/// Bounds of ingest.
///
/// @param maxBodyBytes of a JSON document, after inflating
/// @param maxEvents of a JSON array
/// @param frameEvents,frameBytes of a frame; a larger event travels alone
/// @param maxWaitingBytes event bytes that may wait to be published, per queue
/// @param deadline a request is answered within
public record IngestLimits(
        int maxBodyBytes, int maxEvents, int frameEvents, int frameBytes, long maxWaitingBytes, Duration deadline) {
    public static final IngestLimits DEFAULT =
            new IngestLimits(16 << 20, 10_000, 500, 1 << 20, 64L << 20, Duration.ofSeconds(10));
}
