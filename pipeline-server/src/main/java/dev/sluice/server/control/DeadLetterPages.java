package dev.sluice.server.control;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.queue.DeadLetterPage;
import dev.sluice.server.store.DeadLetter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Turns kept dead letters into the page of the wire contract.
final class DeadLetterPages {
    private DeadLetterPages() {}

    static @Nullable Long before(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        if (!cursor.matches("[0-9]{1,18}")) {
            throw new PipelineException(
                    ErrorCode.INVALID_CURSOR, "The cursor is not one of ours; start again without it.");
        }
        return Long.valueOf(cursor);
    }

    static DeadLetterPage of(List<DeadLetter> letters, int limit) {
        @Nullable
        String next =
                letters.size() < limit ? null : Long.toString(letters.getLast().id());
        return new DeadLetterPage(letters.stream().map(DeadLetterPages::item).toList(), next);
    }

    private static DeadLetterPage.Item item(DeadLetter letter) {
        @Nullable String text = text(letter.bytes());
        return new DeadLetterPage.Item(
                Long.toString(letter.id()),
                letter.queue(),
                letter.at(),
                letter.code(),
                letter.detail(),
                letter.fingerprint(),
                letter.state(),
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
