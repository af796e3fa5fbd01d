package dev.sluice.model.deadletter;

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
    /// @param at when it died
    /// @param receivedAt when it was received
    /// @param code an [dev.sluice.model.error.ErrorCode] in kebab-case
    /// @param detail why, as a sentence
    /// @param fingerprint the same for letters of one queue that failed for the same reason
    /// @param state a [LetterState] in lower case
    /// @param attempt how often it died: 1, or more when it was redriven and came back
    /// @param previous id of the letter that was redriven and came back as this one
    /// @param accepted false: it was never accepted as an event, so it can only be edited or discarded
    /// @param edited true: what was redriven is another text than this one
    /// @param act id of the redrive or discard it went with
    /// @param text the original bytes when they are UTF-8 text, else null
    /// @param base64 the original bytes when they are not text, else null
    public record Item(
            String id,
            String queue,
            Instant at,
            Instant receivedAt,
            String code,
            String detail,
            String fingerprint,
            String state,
            int attempt,
            @Nullable String previous,
            boolean accepted,
            boolean edited,
            @Nullable String act,
            @Nullable Instant actedAt,
            @Nullable String actedBy,
            @Nullable String text,
            @Nullable String base64) {}
}
