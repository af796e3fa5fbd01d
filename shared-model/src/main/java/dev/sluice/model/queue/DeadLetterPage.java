package dev.sluice.model.queue;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Dead letters of a queue, newest first.
///
/// @param next cursor of the next page, null at the end
public record DeadLetterPage(
        List<Item> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next) {
    public DeadLetterPage {
        items = List.copyOf(items);
    }

    /// One event, or one broker message, that could not be stored.
    ///
    /// @param code an [dev.sluice.model.error.ErrorCode] in kebab-case
    /// @param detail why, as a sentence
    /// @param fingerprint the same for letters of one queue that failed for the same reason
    /// @param state `new`
    /// @param text the original bytes when they are UTF-8 text, else null
    /// @param base64 the original bytes when they are not text, else null
    public record Item(
            String id,
            String queue,
            Instant at,
            String code,
            String detail,
            String fingerprint,
            String state,
            @Nullable String text,
            @Nullable String base64) {}
}
