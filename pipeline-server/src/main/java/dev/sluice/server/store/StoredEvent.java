package dev.sluice.server.store;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/// One event as it is kept.
///
/// @param json UTF-8: as it came, byte for byte, plus `queue`, `receivedat`, `storedat` before its last brace
public record StoredEvent(EventPosition position, byte[] json) {
    /// What [#splice] adds begins so, and so does nothing after it: quotes inside of values are escaped.
    private static final byte[] ADDED = ",\"queue\":\"".getBytes(StandardCharsets.UTF_8);

    /// the JSON text as it came, without what was added
    public byte[] asItCame() {
        int end = json.length - 1;
        while (json[end] != '}') {
            end--;
        }
        int from = end - ADDED.length;
        while (!Arrays.equals(json, from, from + ADDED.length, ADDED, 0, ADDED.length)) {
            from--;
        }
        byte[] body = new byte[json.length - (end - from)];
        System.arraycopy(json, 0, body, 0, from);
        System.arraycopy(json, end, body, from, json.length - end);
        return body;
    }

    /// @param body a JSON object with at least one member
    static byte[] splice(byte[] body, String queue, Instant receivedAt, Instant storedAt) {
        int brace = body.length - 1;
        while (body[brace] != '}') {
            brace--;
        }
        String added =
                ",\"queue\":\"" + new String(JsonStringEncoder.getInstance().quoteAsString(queue))
                        + "\",\"receivedat\":\"" + receivedAt + "\",\"storedat\":\"" + storedAt + "\"";
        byte[] addition = added.getBytes(StandardCharsets.UTF_8);
        byte[] json = new byte[body.length + addition.length];
        System.arraycopy(body, 0, json, 0, brace);
        System.arraycopy(addition, 0, json, brace, addition.length);
        System.arraycopy(body, brace, json, brace + addition.length, body.length - brace);
        return json;
    }
}
