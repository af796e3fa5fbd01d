package dev.sluice.server.frame;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;

/// Frames to broker messages. Used by one thread at a time; keeps a deflater, whose making costs as much as its work.
public final class FrameEncoder implements AutoCloseable {
    private static final int DEFLATE_FROM_BYTES = 512;

    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    private final byte[] chunk = new byte[16 << 10];

    public WireFrame encode(Frame frame) {
        Map<String, Object> headers = Map.of(
                FrameCodec.INCARNATION,
                frame.id().incarnation(),
                FrameCodec.SEQ,
                frame.id().seq(),
                FrameCodec.COUNT,
                frame.events().size(),
                FrameCodec.RECEIVED_MICROS,
                ChronoUnit.MICROS.between(Instant.EPOCH, frame.receivedAt()));
        byte[] batch = join(frame.events());
        if (batch.length < DEFLATE_FROM_BYTES) {
            return new WireFrame(headers, FrameCodec.CONTENT_TYPE, null, batch);
        }
        return new WireFrame(headers, FrameCodec.CONTENT_TYPE, FrameCodec.DEFLATE, deflate(batch));
    }

    private static byte[] join(List<byte[]> events) {
        int length = 1 + events.size();
        for (byte[] event : events) {
            length += event.length;
        }
        byte[] batch = new byte[length];
        int at = 0;
        for (byte[] event : events) {
            batch[at] = at == 0 ? (byte) '[' : (byte) ',';
            at++;
            System.arraycopy(event, 0, batch, at, event.length);
            at += event.length;
        }
        batch[at] = ']';
        return batch;
    }

    private byte[] deflate(byte[] plain) {
        deflater.reset();
        deflater.setInput(plain);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 4 + 64);
        while (!deflater.finished()) {
            out.write(chunk, 0, deflater.deflate(chunk));
        }
        return out.toByteArray();
    }

    /// Frees the deflater's memory.
    @Override
    public void close() {
        deflater.end();
    }
}
