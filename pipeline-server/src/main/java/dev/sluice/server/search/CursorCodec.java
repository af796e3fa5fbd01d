package dev.sluice.server.search;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.store.EventPosition;
import dev.sluice.server.store.Snapshot;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Cursors: a walk and the question it belongs to, signed with HMAC-SHA256 (cut to 128 bits). Thread-safe.
final class CursorCodec {
    private static final byte VERSION = 2;
    private static final int QUESTION_BYTES = 16;
    private static final int FIXED_BYTES = 7 * Long.BYTES + Integer.BYTES;
    private static final int SIGNATURE_BYTES = 16;
    private static final int MAX_TEXT = 16_384;

    private final byte[] key;

    CursorCodec(byte[] key) {
        this.key = key.clone();
    }

    String encode(SearchRequest request, Cursor cursor) {
        Snapshot snapshot = cursor.snapshot();
        EventPosition position = cursor.position();
        byte[] id = position.id().getBytes(StandardCharsets.UTF_8);
        int running = snapshot.running().size();
        ByteBuffer buffer =
                ByteBuffer.allocate(1 + QUESTION_BYTES + FIXED_BYTES + 4 * running + id.length + SIGNATURE_BYTES);
        buffer.put(VERSION).put(question(request));
        buffer.putLong(snapshot.xmin()).putLong(snapshot.xmax()).putLong(micros(snapshot.at()));
        buffer.putInt(running);
        // they lie between the two, and no more than 2^31 transactions are open at a time
        snapshot.running().forEach(transaction -> buffer.putInt((int) (transaction - snapshot.xmin())));
        buffer.putLong(micros(cursor.now()));
        buffer.putLong(micros(position.receivedAt()));
        buffer.putLong(position.identity().getMostSignificantBits());
        buffer.putLong(position.identity().getLeastSignificantBits());
        buffer.put(id);
        buffer.put(sign(Arrays.copyOf(buffer.array(), buffer.position())));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(buffer.array());
    }

    /// @throws PipelineException `invalid-cursor`
    Cursor decode(SearchRequest request, String cursor) {
        if (cursor.length() > MAX_TEXT) {
            throw invalid(null);
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            int signed = Math.max(0, bytes.length - SIGNATURE_BYTES);
            byte[] content = Arrays.copyOf(bytes, signed);
            if (!MessageDigest.isEqual(sign(content), Arrays.copyOfRange(bytes, signed, bytes.length))) {
                throw invalid(null);
            }
            ByteBuffer buffer = ByteBuffer.wrap(content);
            byte version = buffer.get();
            byte[] question = new byte[QUESTION_BYTES];
            buffer.get(question);
            if (version != VERSION || !Arrays.equals(question, question(request))) {
                throw invalid(null);
            }
            Snapshot snapshot = snapshot(buffer);
            Instant now = instant(buffer.getLong());
            Instant receivedAt = instant(buffer.getLong());
            UUID identity = new UUID(buffer.getLong(), buffer.getLong());
            byte[] id = new byte[buffer.remaining()];
            buffer.get(id);
            return new Cursor(
                    snapshot, now, new EventPosition(receivedAt, new String(id, StandardCharsets.UTF_8), identity));
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw invalid(e);
        }
    }

    private static Snapshot snapshot(ByteBuffer buffer) {
        long xmin = buffer.getLong();
        long xmax = buffer.getLong();
        Instant at = instant(buffer.getLong());
        List<Long> running = new ArrayList<>();
        for (int left = buffer.getInt(); left > 0; left--) {
            running.add(xmin + Integer.toUnsignedLong(buffer.getInt()));
        }
        return new Snapshot(xmin, xmax, running, at);
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /// Of what must stay the same from page to page; the limit may change.
    private static byte[] question(SearchRequest request) {
        String text = request.order() + "\n" + request.zone() + "\n" + request.from() + "\n" + request.to() + "\n"
                + request.query();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(hash, QUESTION_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private byte[] sign(byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Arrays.copyOf(mac.doFinal(content), SIGNATURE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HmacSHA256", e);
        }
    }

    private static PipelineException invalid(@Nullable RuntimeException cause) {
        return new PipelineException(
                ErrorCode.INVALID_CURSOR,
                "The cursor is not one of ours, or belongs to another query, range or order; start at the first page.",
                cause);
    }
}
