package dev.sluice.server.http;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the path and the query of a request strictly: valid escapes, valid UTF-8, no NUL, no dot segments, no
/// parameter twice.
final class PathText {
    private PathText() {}

    /// Decoded segments of `/a/b`; a trailing slash makes an empty last one, which matches nothing.
    static List<String> segments(String rawPath) {
        List<String> segments = new ArrayList<>();
        for (String raw : rawPath.substring(rawPath.startsWith("/") ? 1 : 0).split("/", -1)) {
            String segment = decode(raw, false);
            if (segment.equals(".") || segment.equals("..")) {
                throw malformed("The path has a dot segment; write the address without it.");
            }
            segments.add(segment);
        }
        return segments;
    }

    /// @param known names that may occur
    static Map<String, String> query(@Nullable String rawQuery, Set<String> known) {
        Map<String, String> parameters = new HashMap<>();
        if (rawQuery == null || rawQuery.isEmpty()) {
            return parameters;
        }
        for (String pair : rawQuery.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals), true);
            if (!known.contains(name)) {
                throw malformed("There is no query parameter of that name here; known are "
                        + (known.isEmpty()
                                ? "none"
                                : String.join(", ", known.stream().sorted().toList())) + ".");
            }
            if (parameters.put(name, equals < 0 ? "" : decode(pair.substring(equals + 1), true)) != null) {
                throw malformed("The query parameter " + name + " is given twice; give it once.");
            }
        }
        return parameters;
    }

    private static String decode(String text, boolean plusIsSpace) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int high = i + 2 <= text.length() - 1 ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = i + 2 <= text.length() - 1 ? Character.digit(text.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw malformed("The address has a % that is not followed by two hexadecimal digits.");
                }
                bytes.write(high * 16 + low);
                i += 2;
            } else if (c == '+' && plusIsSpace) {
                bytes.write(' ');
            } else if (c > 126 || c < 32) {
                throw malformed("The address has a character that must be escaped.");
            } else {
                bytes.write(c);
            }
        }
        try {
            String decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
            if (decoded.indexOf('\0') >= 0) {
                throw malformed("The address has a NUL character.");
            }
            return decoded;
        } catch (CharacterCodingException e) {
            throw malformed("The address is not valid UTF-8 after unescaping.");
        }
    }

    private static PipelineException malformed(String detail) {
        return new PipelineException(ErrorCode.MALFORMED_REQUEST, detail);
    }
}
