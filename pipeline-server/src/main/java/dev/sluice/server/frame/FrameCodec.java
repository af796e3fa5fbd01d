package dev.sluice.server.frame;

import dev.sluice.model.error.PipelineException;
import dev.sluice.model.event.EventReader;
import dev.sluice.model.event.ReadOutcome;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Broker messages back to frames. Thread-safe.
public final class FrameCodec {
    public static final String CONTENT_TYPE = "application/cloudevents-batch+json";
    public static final String INCARNATION = "sluice-incarnation";
    public static final String SEQ = "sluice-seq";
    public static final String COUNT = "sluice-count";
    public static final String RECEIVED_MICROS = "sluice-received";

    static final String DEFLATE = "deflate";
    /// A frame of ours is at most 1 MiB, or one event; what inflates to more was not made here.
    private static final int MAX_INFLATED_BYTES = 8 << 20;

    private static final int MAX_EVENTS = 10_000;

    private final EventReader reader;

    public FrameCodec(EventReader reader) {
        this.reader = reader;
    }

    /// The headers of a frame's message.
    ///
    /// @param count its events
    /// @param receivedAt when the earliest of them was received, to the microsecond
    public static Map<String, Object> headers(FrameId id, int count, Instant receivedAt) {
        return Map.of(
                INCARNATION,
                id.incarnation(),
                SEQ,
                id.seq(),
                COUNT,
                count,
                RECEIVED_MICROS,
                ChronoUnit.MICROS.between(Instant.EPOCH, receivedAt));
    }

    public DecodedFrame decode(WireFrame wire) {
        if (!(wire.headers().get(INCARNATION) instanceof Long incarnation)
                || !(wire.headers().get(SEQ) instanceof Long seq)
                || !(wire.headers().get(COUNT) instanceof Integer count)
                || !(wire.headers().get(RECEIVED_MICROS) instanceof Long receivedMicros)
                || incarnation <= 0
                || seq < 0
                || seq > Long.MAX_VALUE / 2
                || count <= 0
                || count > MAX_EVENTS) {
            return new DecodedFrame.Junk("The message lacks the headers of a frame: " + INCARNATION + ", " + SEQ + ", "
                    + COUNT + ", " + RECEIVED_MICROS);
        }
        if (!CONTENT_TYPE.equals(wire.contentType())) {
            return new DecodedFrame.Junk("The content type of a frame is " + CONTENT_TYPE);
        }
        try {
            byte[] batch = wire.contentEncoding() == null ? wire.body() : inflate(wire.body());
            List<ReadOutcome> events = reader.read(batch, MAX_EVENTS);
            if (events.size() != count) {
                return new DecodedFrame.Junk(
                        "The frame says that it holds " + count + " events and holds " + events.size());
            }
            Instant receivedAt = Instant.EPOCH.plus(receivedMicros, ChronoUnit.MICROS);
            return new DecodedFrame.Whole(new FrameId(incarnation, seq), receivedAt, events);
        } catch (DataFormatException e) {
            return new DecodedFrame.Junk("The frame's body cannot be inflated: " + e.getMessage());
        } catch (PipelineException e) {
            return new DecodedFrame.Junk("The frame's body cannot be read: " + e.getMessage());
        }
    }

    private static byte[] inflate(byte[] packed) throws DataFormatException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            ByteArrayOutputStream out = new ByteArrayOutputStream(packed.length * 4);
            byte[] chunk = new byte[8_192];
            while (!inflater.finished()) {
                int n = inflater.inflate(chunk);
                if (n == 0 && !inflater.finished()) {
                    throw new DataFormatException("it ends too early");
                }
                out.write(chunk, 0, n);
                if (out.size() > MAX_INFLATED_BYTES) {
                    throw new DataFormatException("it is larger than " + MAX_INFLATED_BYTES + " bytes");
                }
            }
            return out.toByteArray();
        } finally {
            inflater.end();
        }
    }
}
