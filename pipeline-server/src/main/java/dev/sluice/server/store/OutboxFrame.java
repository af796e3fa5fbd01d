package dev.sluice.server.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A frame that an act wants published; its id is given out when it is put into the outbox.
///
/// @param receivedAt when its events were received, the earliest of them
/// @param count its events, at least 1
/// @param contentEncoding of the body, as on the wire
public record OutboxFrame(
        Instant receivedAt, int count, @Nullable String contentEncoding, byte[] body) {}
