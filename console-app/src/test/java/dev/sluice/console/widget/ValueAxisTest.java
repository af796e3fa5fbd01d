package dev.sluice.console.widget;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueAxisTest {
    private static final ValueAxis NONE = new ValueAxis(0);

    @ParameterizedTest
    @CsvSource({"0,2", "0.3,2", "1.9,2", "3,4", "78,100", "1300,1600", "2430,3200", "4900,6000", "118204,160000"})
    void takesTheSmallestRoundScaleThatHoldsTheValues(double most, double max) {
        assertEquals(max, ValueAxis.fit(most, NONE, 0.5).max(), 1e-9);
    }

    @Test
    void countsInWholeSteps() {
        assertEquals(4, ValueAxis.fit(0.2, NONE, 1).max());
    }

    @Test
    void keepsTheScaleWhileThePeakFitsInIt() {
        ValueAxis before = ValueAxis.fit(1_900, NONE, 0.5);
        assertEquals(before, ValueAxis.fit(1_000, before, 0.5));
        assertEquals(200, ValueAxis.fit(190, before, 0.5).max());
        assertEquals(2_400, ValueAxis.fit(2_200, before, 0.5).max());
    }

    @Test
    void standsWithoutAnyValue() {
        assertEquals(2, ValueAxis.fit(Double.NaN, NONE, 0.5).max());
    }
}
