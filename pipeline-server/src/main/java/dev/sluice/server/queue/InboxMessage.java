package dev.sluice.server.queue;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One message of a foreign producer that waits for its ack.
///
/// @param tag the channel's delivery tag
/// @param redelivered true when it was delivered before, to anyone
/// @param userId whom the broker found to have sent it; null when the producer did not say
/// @param messageId the producer's own name for it
/// @param headers values as String, Number, Boolean, Instant, or anything else that a producer may send, among it the
///     bytes of a text that is not UTF-8; without those that are null
public record InboxMessage(
        long tag,
        boolean redelivered,
        @Nullable String contentType,
        @Nullable String contentEncoding,
        @Nullable String userId,
        @Nullable String messageId,
        Map<String, Object> headers,
        byte[] body) {
    public InboxMessage {
        headers = Map.copyOf(headers);
    }
}
