package dev.sluice.server.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One kept dead letter.
///
/// @param accepted false for a message that was no frame
/// @param bytes as they came
/// @param fingerprint the same for letters of one queue that failed for the same reason
/// @param state a [dev.sluice.model.deadletter.LetterState] in lower case
/// @param at when it died
/// @param attempt how often the event died so far
/// @param previous the letter that was redriven and came back as this one
/// @param edited true: what was redriven is another text
/// @param act the redrive or discard it went with
public record DeadLetter(
        long id,
        String queue,
        boolean accepted,
        byte[] bytes,
        String code,
        String detail,
        String fingerprint,
        String state,
        Instant at,
        Instant receivedAt,
        int attempt,
        @Nullable Long previous,
        boolean edited,
        @Nullable String act,
        @Nullable Instant actedAt,
        @Nullable String actedBy) {}
