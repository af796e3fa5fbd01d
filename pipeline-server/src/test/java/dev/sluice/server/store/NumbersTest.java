package dev.sluice.server.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "1.0, 1",
        "1e0, 1",
        "100, 1E+2",
        "1E2, 1E+2",
        "-0, 0",
        "0.0e5, 0",
        "1e999999999, 1E+999999999",
        "1e99999999999, 1e99999999999",
        "12345678901234567890.10, 12345678901234567890.1"
    })
    void spellsEqualNumbersAlike(String number, String canonical) {
        assertEquals(canonical, Numbers.canonical(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "01", "+1", "1.", ".5", "0x1", "NaN", "1 ", "１"})
    void takesOnlyJsonNumbersForNumbers(String text) {
        assertEquals(null, Numbers.canonical(text));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "1, 1",
                "1.0, 1",
                "1e2, 100",
                "-12.50, -12.5",
                "15E-1, 1.5",
                "-0, 0",
                "0.000, 0",
                "1e255, 1%0255d",
                "1e256, -",
                "1e-300, -",
                "1e99999999999, -"
            })
    void writesANumberWithoutExponentAndNeedlessZeros(String number, String pattern) {
        String plain = pattern == null || !pattern.contains("%") ? pattern : pattern.formatted(0);
        assertEquals(plain, Numbers.plain(number));
    }

    @ParameterizedTest
    @CsvSource({
        "1,true",
        "100,true",
        "0,true",
        "-5,true",
        "12.5,true",
        "-0,false",
        "1.0,false",
        "1e2,false",
        "0.50,false"
    })
    void knowsThePlainSpelling(String number, boolean plain) {
        assertEquals(plain, Numbers.isPlain(number));
        assertEquals(plain, number.equals(Numbers.plain(number)));
    }
}
