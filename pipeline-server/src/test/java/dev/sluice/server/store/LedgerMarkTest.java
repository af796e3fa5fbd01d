package dev.sluice.server.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerMarkTest {
    @Test
    void comesBackFromItsText() {
        LedgerMark mark = new LedgerMark(new TreeMap<>(Map.of(7L, 1L, Long.MAX_VALUE, 0L)));
        assertEquals(mark, LedgerMark.parse(mark.text()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AQ=", "!", "AAAA", "AQAA", "Ag"})
    void refusesTextThatIsNoMark(String text) {
        PipelineException e = assertThrows(PipelineException.class, () -> LedgerMark.parse(text));
        assertEquals(ErrorCode.MALFORMED_REQUEST, e.code());
    }
}
