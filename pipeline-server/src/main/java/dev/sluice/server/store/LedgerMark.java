package dev.sluice.server.store;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A point in the flow: how far each incarnation with unsettled events was confirmed.
///
/// @param upto exclusive upper bound of the confirmed ordinals, by incarnation
public record LedgerMark(SortedMap<Long, Long> upto) {
    private static final int MAX_TEXT = 64 << 10;

    public LedgerMark {
        upto = Collections.unmodifiableSortedMap(new TreeMap<>(upto));
    }

    /// Opaque text form, safe in a URL.
    public String text() {
        ByteBuffer buffer = ByteBuffer.allocate(1 + 16 * upto.size());
        buffer.put((byte) 1);
        for (Map.Entry<Long, Long> entry : upto.entrySet()) {
            buffer.putLong(entry.getKey()).putLong(entry.getValue());
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(buffer.array());
    }

    /// @throws PipelineException `malformed-request` when the text is not a mark
    public static LedgerMark parse(String text) {
        if (text.length() > MAX_TEXT) {
            throw malformed(null);
        }
        try {
            ByteBuffer buffer = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (buffer.get() != 1) {
                throw malformed(null);
            }
            TreeMap<Long, Long> upto = new TreeMap<>();
            while (buffer.hasRemaining()) {
                upto.put(buffer.getLong(), buffer.getLong());
            }
            return new LedgerMark(upto);
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw malformed(e);
        }
    }

    private static PipelineException malformed(@Nullable RuntimeException cause) {
        return new PipelineException(
                ErrorCode.MALFORMED_REQUEST, "The ledger mark is not one of ours; take it from /v1/ledger.", cause);
    }
}
