package dev.sluice.server.control;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Shows kept bytes as text where they are text.
final class BodyText {
    private static final int LONGEST_CUT = 3;

    private BodyText() {}

    /// @return null when the bytes are no UTF-8; a character cut off at the very end is left out
    static @Nullable String of(byte[] bytes) {
        for (int end = bytes.length; end >= Math.max(0, bytes.length - LONGEST_CUT); end--) {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes, 0, end))
                        .toString();
            } catch (CharacterCodingException e) {
                continue;
            }
        }
        return null;
    }
}
