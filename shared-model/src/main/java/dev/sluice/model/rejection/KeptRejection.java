package dev.sluice.model.rejection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One refusal: of an event, of a whole request, or of an AMQP message.
///
/// @param code an [dev.sluice.model.error.ErrorCode] in kebab-case
/// @param pointer RFC 6901 pointer inside the event, empty for all of it
/// @param index place of the event in its request, null when the whole request or message was refused
/// @param source,type those of the event, where they could be read
/// @param key name of the key or user that sent it
/// @param address of the sender; [#AMQP] for a message, whose sender has none here
/// @param requestId of its request; for a message its `message-id`, empty when it had none
/// @param bytes size of what was refused, as far as it was read
/// @param cut true when its text is not kept to the end, so that it cannot be sent as it was
/// @param resubmittedAt,resubmittedBy set once it was sent again
public record KeptRejection(
        String id,
        Instant at,
        String code,
        String pointer,
        String detail,
        @Nullable Long index,
        @Nullable String source,
        @Nullable String type,
        String key,
        String address,
        String requestId,
        long bytes,
        boolean cut,
        @Nullable Instant resubmittedAt,
        @Nullable String resubmittedBy) {
    /// the address of what came as a message over AMQP, and the name of a user who did not say one
    public static final String AMQP = "amqp";

    public boolean overAmqp() {
        return address.equals(AMQP);
    }
}
