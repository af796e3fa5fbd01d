package dev.sluice.model.event;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// UTF-8 as RFC 3629 has it. The JSON parser is more lenient (it takes overlong forms and surrogates) and guesses
/// UTF-16 from zero bytes, so text is checked before it is parsed.
final class Utf8 {
    private Utf8() {}

    /// @return offset of the first byte that is not UTF-8, or is a zero byte; -1 when there is none
    static int firstFault(byte[] bytes) {
        return isPlainAscii(bytes) ? -1 : firstFaultDecoded(bytes);
    }

    private static boolean isPlainAscii(byte[] bytes) {
        boolean plain = true;
        for (byte b : bytes) {
            plain &= b > 0;
        }
        return plain;
    }

    private static int firstFaultDecoded(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(Math.min(bytes.length + 1, 8_192));
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            if (result.isError()) {
                return in.position();
            }
            out.clear();
            if (result.isUnderflow()) {
                break;
            }
        }
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                return i;
            }
        }
        return -1;
    }

    /// true when the text has no control character (U+0000 to U+001F, U+007F to U+009F) and no unpaired surrogate
    static boolean isCleanText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /// UTF-8 bytes of a text without unpaired surrogates
    static int length(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                length++;
            } else if (c < 0x800) {
                length += 2;
            } else if (Character.isHighSurrogate(c)) {
                length += 4;
                i++;
            } else {
                length += 3;
            }
        }
        return length;
    }
}
