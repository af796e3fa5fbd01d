package dev.sluice.console.widget;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {
    @ParameterizedTest
    @CsvSource({
        "0,0.0 s",
        "400,0.4 s",
        "9949,9.9 s",
        "9950,10 s",
        "59499,59 s",
        "59500,1 min",
        "240000,4 min",
        "3570000,1 h",
        "7500000,2 h 5 min",
        "86340000,23 h 59 min",
        "86370000,1 d",
        "259200000,3 d",
        "-5,0.0 s"
    })
    void writesASpanInTheUnitThatMatters(long millis, String text) {
        assertEquals(text, Times.span(Duration.ofMillis(millis)));
    }

    @Test
    void neverSaysNoTimeForALittle() {
        assertEquals("< 1 s", Times.spanOfSeconds(0.2));
        assertEquals("2 s", Times.spanOfSeconds(1.7));
        assertEquals("4 min", Times.spanOfSeconds(240.0));
    }

    @Test
    void writesADashForNoSpan() {
        assertEquals("–", Times.span(null));
        assertEquals("–", Times.spanOfSeconds(null));
    }

    @Test
    void writesTimesInUtc() {
        Instant at = Instant.parse("2026-11-30T10:02:03.045Z");
        assertEquals("10:02", Times.minute(at));
        assertEquals("10:02:03", Times.second(at));
        assertEquals("10:02:03.045", Times.milli(at));
        assertEquals("30 Nov 10:02", Times.day(at));
    }
}
