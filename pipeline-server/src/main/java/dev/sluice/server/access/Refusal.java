package dev.sluice.server.access;

import dev.sluice.model.error.ErrorCode;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One refusal as it happens.
///
/// @param index place in the request, null: the whole request or message
/// @param body the first bytes of what was refused, at most [#MAX_BODY]; null when nothing was read; not to be
///     changed by anyone
/// @param bytes size of all of it
public record Refusal(
        Instant at,
        ErrorCode code,
        String pointer,
        String detail,
        @Nullable Long index,
        byte @Nullable [] body,
        long bytes) {
    static final int MAX_BODY = 256 << 10;

    public static Refusal ofEvent(long index, ErrorCode code, String pointer, String detail, byte[] event) {
        return new Refusal(Instant.now(), code, pointer, detail, index, trimmed(event), event.length);
    }

    /// @param event the event as far as it could be put together, else the body
    public static Refusal ofMessage(ErrorCode code, String pointer, String detail, byte[] event) {
        return new Refusal(Instant.now(), code, pointer, detail, null, trimmed(event), event.length);
    }

    /// @param body null when nothing was read
    public static Refusal ofRequest(ErrorCode code, String detail, byte @Nullable [] body) {
        return new Refusal(
                Instant.now(),
                code,
                "",
                detail,
                null,
                body == null ? null : trimmed(body),
                body == null ? 0 : body.length);
    }

    boolean cut() {
        return body == null || body.length < bytes;
    }

    int held() {
        return body == null ? 0 : body.length;
    }

    private static byte[] trimmed(byte[] body) {
        return body.length <= MAX_BODY ? body : Arrays.copyOf(body, MAX_BODY);
    }
}
