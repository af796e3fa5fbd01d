package dev.sluice.console.widget;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|0", "999|999", "1000|1,000", "1204311|1,204,311", "-1500|-1,500"})
    void groupsThousands(long value, String text) {
        assertEquals(text, Numbers.grouped(value));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0.01,< 0.1", "0.4,0.4", "9.94,9.9", "9.96,10", "42.4,42", "1283.6,'1,284'", "NaN,–"})
    void writesOneDecimalBelowTen(double value, String text) {
        assertEquals(text, Numbers.measured(value));
    }

    @Test
    void writesADashForNone() {
        assertEquals("–", Numbers.measured(null));
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "0.5,0.5",
        "714,714",
        "999.6,1k",
        "1000,1k",
        "1400,1.4k",
        "12000,12k",
        "99960,100k",
        "999499,999k",
        "999500,1M",
        "2900000,2.9M",
        "1000000000,1G"
    })
    void shortensAtAnAxis(double value, String text) {
        assertEquals(text, Numbers.compact(value));
    }

    @Test
    void namesOneAndMany() {
        assertEquals("1 event", Numbers.count(1, "event", "events"));
        assertEquals("1,392 events", Numbers.count(1392, "event", "events"));
    }
}
