package dev.sluice.server.search;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.search.FieldStatistics;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Sums up what events have at one path, within bounds of memory. Used by one thread.
final class StatisticsCount {
    private static final int MAX_DISTINCT = 50_000;
    private static final int MAX_LENGTH = 256;
    /// Numbers a million places apart are added without writing the zeros between them.
    private static final MathContext DIGITS = MathContext.DECIMAL128;

    private final String path;
    private final Set<String> distinct = new HashSet<>();
    private boolean distinctExact = true;
    private long events;
    private long missing;
    private long values;
    private long numbers;
    private @Nullable BigDecimal min;
    private @Nullable BigDecimal max;
    private BigDecimal sum = BigDecimal.ZERO;

    StatisticsCount(String path) {
        this.path = path;
    }

    void add(JsonNode event) {
        events++;
        long before = values;
        for (JsonNode value : PathValues.of(event, path)) {
            if (!value.isObject()) {
                values++;
                addDistinct(PathValues.text(value));
                if (value.isNumber()) {
                    addNumber(value.decimalValue());
                }
            }
        }
        missing += values == before ? 1 : 0;
    }

    private void addDistinct(String value) {
        if (value.length() > MAX_LENGTH || distinct.size() >= MAX_DISTINCT && !distinct.contains(value)) {
            distinctExact = false;
        } else {
            distinct.add(value);
        }
    }

    private void addNumber(BigDecimal number) {
        numbers++;
        min = min == null || number.compareTo(min) < 0 ? number : min;
        max = max == null || number.compareTo(max) > 0 ? number : max;
        sum = sum.add(number, DIGITS);
    }

    FieldStatistics result(boolean all) {
        return new FieldStatistics(
                path,
                events,
                missing,
                values,
                numbers,
                min,
                max,
                numbers == 0 ? null : sum.divide(BigDecimal.valueOf(numbers), DIGITS),
                distinct.size(),
                distinctExact,
                all);
    }
}
