package dev.sluice.server.control;

import dev.sluice.model.deadletter.DeadLetterPage;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.store.DeadLetter;
import dev.sluice.server.store.LetterStore;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Turns kept dead letters into the page of the wire contract.
final class DeadLetterPages {
    private DeadLetterPages() {}

    /// @return id of the last letter seen
    static long before(@Nullable String cursor) {
        if (cursor == null) {
            return Long.MAX_VALUE;
        }
        if (!cursor.matches("[0-9]{1,18}")) {
            throw new PipelineException(
                    ErrorCode.INVALID_CURSOR, "The cursor is not one of ours; start again without it.");
        }
        return Long.parseLong(cursor);
    }

    static DeadLetterPage of(LetterStore.Page page) {
        return new DeadLetterPage(
                page.letters().stream().map(DeadLetterPages::item).toList(),
                page.more() ? Long.toString(page.letters().getLast().id()) : null);
    }

    private static DeadLetterPage.Item item(DeadLetter letter) {
        @Nullable String text = text(letter.bytes());
        @Nullable Long previous = letter.previous();
        return new DeadLetterPage.Item(
                Long.toString(letter.id()),
                letter.queue(),
                letter.at(),
                letter.receivedAt(),
                letter.code(),
                letter.detail(),
                letter.fingerprint(),
                letter.state(),
                letter.attempt(),
                previous == null ? null : Long.toString(previous),
                letter.accepted(),
                letter.edited(),
                letter.act(),
                letter.actedAt(),
                letter.actedBy(),
                text,
                text == null ? Base64.getEncoder().encodeToString(letter.bytes()) : null);
    }

    private static @Nullable String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
