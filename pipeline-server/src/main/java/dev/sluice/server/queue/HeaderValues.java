package dev.sluice.server.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.LongString;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Message headers in terms of Java instead of the client library's.
final class HeaderValues {
    private HeaderValues() {}

    /// Texts as String, or as bytes when they are not UTF-8; points in time as Instant; null values left out.
    static Map<String, Object> of(@Nullable Map<String, Object> headers) {
        Map<String, Object> values = new HashMap<>();
        if (headers != null) {
            headers.forEach((name, value) -> {
                if (value != null) {
                    values.put(name, plain(value));
                }
            });
        }
        return values;
    }

    private static Object plain(Object value) {
        return switch (value) {
            case LongString text -> text(text.getBytes());
            case Date date -> date.toInstant();
            default -> value;
        };
    }

    /// The library itself would put replacement characters where a text is broken, and so change an id.
    private static Object text(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return bytes;
        }
    }
}
