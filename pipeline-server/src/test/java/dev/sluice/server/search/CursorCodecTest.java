package dev.sluice.server.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.store.EventPosition;
import dev.sluice.server.store.Snapshot;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CursorCodecTest {
    private static final SearchRequest REQUEST = SearchRequest.of("type:x");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:01.000001Z");
    private static final EventPosition POSITION =
            new EventPosition(Instant.parse("2026-03-01T12:00:00.123456Z"), "ïd \uD83D\uDE00", new UUID(-1, 7));

    private static final Cursor CURSOR = new Cursor(
            new Snapshot((1L << 33) + 5, (1L << 33) + 9, List.of((1L << 33) + 5, (1L << 33) + 8), NOW), NOW, POSITION);

    private final CursorCodec codec = new CursorCodec(new byte[] {1, 2, 3});

    @Test
    void comesBackFromItsText() {
        assertEquals(CURSOR, codec.decode(REQUEST, codec.encode(REQUEST, CURSOR)));
        Cursor edge =
                new Cursor(new Snapshot(3, 3, List.of(), NOW), Instant.EPOCH, EventPosition.startOf(Instant.EPOCH));
        assertEquals(edge, codec.decode(REQUEST, codec.encode(REQUEST, edge)));
    }

    @Test
    void servesAnotherLimit() {
        SearchRequest other = new SearchRequest("type:x", null, null, 7, null, Order.NEWEST_FIRST);
        assertEquals(CURSOR, codec.decode(other, codec.encode(REQUEST, CURSOR)));
    }

    @Test
    void refusesAnyChangedByte() {
        String cursor = codec.encode(REQUEST, CURSOR);
        for (int i = 0; i < cursor.length(); i++) {
            char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
            String changed = cursor.substring(0, i) + other + cursor.substring(i + 1);
            // the last character carries bits that mean nothing
            if (i < cursor.length() - 1) {
                refused(REQUEST, changed);
            }
        }
    }

    @Test
    void refusesAnotherQuestionAnotherKeyAndNonsense() {
        String cursor = codec.encode(REQUEST, CURSOR);
        refused(SearchRequest.of("type:y"), cursor);
        refused(new SearchRequest("type:x", Instant.EPOCH, null, 100, null, Order.NEWEST_FIRST), cursor);
        refused(new SearchRequest("type:x", null, null, 100, null, Order.OLDEST_FIRST), cursor);
        refused(
                new SearchRequest("type:x", null, null, 100, null, Order.NEWEST_FIRST, ZoneId.of("Europe/Berlin")),
                cursor);
        refused(REQUEST, new CursorCodec(new byte[] {9}).encode(REQUEST, CURSOR));
        refused(REQUEST, "");
        refused(REQUEST, "%%%");
        refused(REQUEST, "A".repeat(10_000));
    }

    private void refused(SearchRequest request, String cursor) {
        PipelineException e = assertThrows(PipelineException.class, () -> codec.decode(request, cursor));
        assertEquals(ErrorCode.INVALID_CURSOR, e.code());
    }
}
