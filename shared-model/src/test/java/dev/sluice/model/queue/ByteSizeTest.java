package dev.sluice.model.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({
        "1048576, 1048576",
        "512MiB, 536870912",
        "512 mib, 536870912",
        "1.5GiB, 1610612736",
        "2 GB, 2000000000",
        "0, 0"
    })
    void readsWhatPeopleWrite(String text, long bytes) {
        assertEquals(bytes, ByteSize.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1 parsec", "GiB", "1,5 GiB", "99999999999999TiB"})
    void refusesWhatIsNoSize(String text) {
        assertThrows(IllegalArgumentException.class, () -> ByteSize.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1 KiB",
        "1536, 1.5 KiB",
        "2147483648, 2 GiB",
        "1500000, 1.4 MiB",
        "130000000, 124 MiB",
        "9223372036854775807, 8192 PiB"
    })
    void writesAFigureThatIsEasyToRead(long bytes, String text) {
        assertEquals(text, ByteSize.text(bytes));
    }
}
