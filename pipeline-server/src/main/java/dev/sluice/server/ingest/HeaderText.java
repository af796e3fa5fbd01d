package dev.sluice.server.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/// The value of a CloudEvents header as text (HTTP protocol binding 1.0, section 3.1.3.2): quotes are undone
/// first, then one round of percent-decoding, whose bytes must be UTF-8.
final class HeaderText {
    private HeaderText() {}

    /// @return null when the value is not encoded as it should be
    static @Nullable String decode(String header) {
        @Nullable String value = unquote(header.strip());
        if (value == null) {
            return null;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~') {
                return null;
            }
            if (c != '%') {
                bytes.write(c);
                continue;
            }
            if (i + 2 >= value.length() || hex(value.charAt(i + 1)) < 0 || hex(value.charAt(i + 2)) < 0) {
                return null;
            }
            bytes.write(hex(value.charAt(i + 1)) << 4 | hex(value.charAt(i + 2)));
            i += 2;
        }
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static @Nullable String unquote(String value) {
        if (!value.startsWith("\"")) {
            return value;
        }
        StringBuilder text = new StringBuilder(value.length());
        for (int i = 1; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"') {
                return i == value.length() - 1 ? text.toString() : null;
            }
            if (c == '\\') {
                if (++i == value.length()) {
                    return null;
                }
                c = value.charAt(i);
            }
            text.append(c);
        }
        return null;
    }

    /// Character.digit would take digits of other scripts too.
    private static int hex(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        char lower = (char) (c | 0x20);
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }
}
