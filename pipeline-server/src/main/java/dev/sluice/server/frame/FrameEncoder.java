package dev.sluice.server.frame;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/// Frames to broker messages. Used by one thread at a time; keeps a deflater, whose making costs as much as its work.
public final class FrameEncoder implements AutoCloseable {
    private static final int DEFLATE_FROM_BYTES = 512;

    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    private final byte[] chunk = new byte[16 << 10];

    /// What a frame's events are as a message's body.
    ///
    /// @param contentEncoding null when deflating does not pay
    public record Packed(@Nullable String contentEncoding, byte[] body) {}

    public WireFrame encode(Frame frame) {
        Packed packed = pack(frame.events());
        return new WireFrame(
                FrameCodec.headers(frame.id(), frame.events().size(), frame.receivedAt()),
                FrameCodec.CONTENT_TYPE,
                packed.contentEncoding(),
                packed.body());
    }

    /// @param events JSON texts, at least one
    public Packed pack(List<byte[]> events) {
        byte[] batch = join(events);
        return batch.length < DEFLATE_FROM_BYTES
                ? new Packed(null, batch)
                : new Packed(FrameCodec.DEFLATE, deflate(batch));
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
