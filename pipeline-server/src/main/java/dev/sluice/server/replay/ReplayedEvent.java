package dev.sluice.server.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.sluice.model.event.Event;
import dev.sluice.model.event.EventLimits;
import dev.sluice.model.event.EventReader;
import dev.sluice.model.event.ReadOutcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A stored event as a new one: another `id`, and where it comes from in `replayid` and `replayof`. All else stays
/// as it came, byte for byte.
final class ReplayedEvent {
    static final String REPLAY_ID = "replayid";
    static final String REPLAY_OF = "replayof";

    private static final EventReader READER = EventReader.trusting(EventLimits.DEFAULT);
    /// what is stored was within the door's bounds
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(64 << 20)
                    .maxNameLength(64 << 20)
                    .build())
            .build();

    private ReplayedEvent() {}

    /// @param json an event as it came
    /// @return empty when its `id`, or all of it, would be longer than an event may be
    static Optional<Event> of(byte[] json, String replay) {
        Event old = read(json).orElseThrow();
        Map<String, String> values = new LinkedHashMap<>();
        values.put("id", replay + ":" + old.id());
        values.put(REPLAY_ID, replay);
        values.put(REPLAY_OF, old.id());
        try {
            return read(rewrite(json, values));
        } catch (IOException e) {
            throw new IllegalStateException("a stored event is not JSON any more", e);
        }
    }

    /// @param json an event as it came
    /// @return empty when it is not within the bounds of an event
    static Optional<Event> read(byte[] json) {
        return READER.read(json, 1).getFirst() instanceof ReadOutcome.Accepted(Event event)
                ? Optional.of(event)
                : Optional.empty();
    }

    /// Replaces these top-level members, and adds those that are not there before the last brace.
    private static byte[] rewrite(byte[] json, Map<String, String> values) throws IOException {
        Map<String, String> missing = new LinkedHashMap<>(values);
        ByteArrayOutputStream out = new ByteArrayOutputStream(json.length + 256);
        int copied = 0;
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                String value = missing.remove(name);
                if (value == null) {
                    parser.skipChildren();
                    continue;
                }
                int from = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                parser.finishToken();
                int to = (int) parser.currentLocation().getByteOffset();
                out.write(json, copied, from - copied);
                out.writeBytes(quoted(value));
                copied = to;
            }
            int brace = (int) parser.currentTokenLocation().getByteOffset();
            out.write(json, copied, brace - copied);
            missing.forEach((name, value) -> {
                out.writeBytes((",\"" + name + "\":").getBytes(StandardCharsets.UTF_8));
                out.writeBytes(quoted(value));
            });
            out.write(json, brace, json.length - brace);
        }
        return out.toByteArray();
    }

    private static byte[] quoted(String text) {
        return ("\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"")
                .getBytes(StandardCharsets.UTF_8);
    }
}
