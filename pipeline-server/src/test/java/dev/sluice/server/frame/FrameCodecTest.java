package dev.sluice.server.frame;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.event.EventLimits;
import dev.sluice.model.event.EventReader;
import dev.sluice.model.event.ReadOutcome.Accepted;
import dev.sluice.model.event.ReadOutcome.Refused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FrameCodecTest {
    private static final Instant RECEIVED = Instant.parse("2026-11-23T10:00:00.123456Z");
    private final FrameCodec codec = new FrameCodec(new EventReader(EventLimits.DEFAULT));

    @Test
    void givesBackIdTimeAndTheTextOfEveryEvent() {
        List<byte[]> events = events(3);
        DecodedFrame.Whole whole = whole(new FrameEncoder().encode(new Frame(new FrameId(7, 500), RECEIVED, events)));
        assertEquals(new FrameId(7, 500), whole.id());
        assertEquals(RECEIVED, whole.receivedAt());
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(
                    events.get(i), ((Accepted) whole.events().get(i)).event().json());
        }
    }

    @Test
    void deflatesLargeFramesOnly() {
        WireFrame small = new FrameEncoder().encode(new Frame(new FrameId(1, 0), RECEIVED, events(1)));
        WireFrame large = new FrameEncoder().encode(new Frame(new FrameId(1, 0), RECEIVED, events(500)));
        assertNull(small.contentEncoding());
        assertEquals("deflate", large.contentEncoding());
        assertTrue(large.body().length < 10_000, () -> large.body().length + " bytes");
        assertEquals(500, whole(large).events().size());
    }

    @Test
    void tellsTheElementsApartThatAreNoEvents() {
        WireFrame frame = new FrameEncoder()
                .encode(new Frame(
                        new FrameId(1, 0), RECEIVED, List.of(events(1).getFirst(), "{\"a\":1}".getBytes(UTF_8))));
        DecodedFrame.Whole whole = whole(frame);
        assertInstanceOf(Accepted.class, whole.events().get(0));
        assertInstanceOf(Refused.class, whole.events().get(1));
    }

    @Test
    void takesNothingElseForAFrame() {
        WireFrame good = new FrameEncoder().encode(new Frame(new FrameId(1, 0), RECEIVED, events(2)));
        assertJunk(new WireFrame(Map.of(), null, null, new byte[0]));
        assertJunk(new WireFrame(good.headers(), "text/plain", null, good.body()));
        assertJunk(new WireFrame(good.headers(), FrameCodec.CONTENT_TYPE, null, "[]".getBytes(UTF_8)));
        assertJunk(new WireFrame(good.headers(), FrameCodec.CONTENT_TYPE, "deflate", good.body()));
        for (Map.Entry<String, Object> wrong : Map.<String, Object>of(
                        FrameCodec.INCARNATION,
                        -1L,
                        FrameCodec.SEQ,
                        "0",
                        FrameCodec.COUNT,
                        3,
                        FrameCodec.RECEIVED_MICROS,
                        1)
                .entrySet()) {
            Map<String, Object> headers = new HashMap<>(good.headers());
            headers.put(wrong.getKey(), wrong.getValue());
            assertJunk(new WireFrame(headers, FrameCodec.CONTENT_TYPE, null, good.body()));
        }
    }

    @Test
    void inflatesNoBomb() {
        byte[] zeros = ("[" + " ".repeat(20 << 20) + "]").getBytes(UTF_8);
        WireFrame bomb = new FrameEncoder().encode(new Frame(new FrameId(1, 0), RECEIVED, List.of(zeros)));
        assertTrue(bomb.body().length < 200_000);
        assertJunk(bomb);
    }

    private void assertJunk(WireFrame wire) {
        assertInstanceOf(DecodedFrame.Junk.class, codec.decode(wire));
    }

    private DecodedFrame.Whole whole(WireFrame wire) {
        return (DecodedFrame.Whole) codec.decode(wire);
    }

    private static List<byte[]> events(int count) {
        List<byte[]> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(
                    ("{\"id\":\"" + i + "\",\"source\":\"s\", \"type\":\"t\",\"data\":{\"n\":1.50}}").getBytes(UTF_8));
        }
        return events;
    }
}
