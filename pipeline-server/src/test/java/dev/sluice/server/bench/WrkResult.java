package dev.sluice.server.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What wrk counted, as the script prints it.
///
/// @param requests answers of any status
/// @param errors connections and requests that failed or got no answer in time
/// @param refused answers with a status of 400 or more
record WrkResult(long requests, long errors, long refused, Duration took, Duration p50, Duration p99) {
    private static final Pattern LINE =
            Pattern.compile("RESULT requests=(\\d+) errors=(\\d+) refused=(\\d+) micros=(\\d+) p50=(\\d+) p99=(\\d+)");

    /// @throws IOException with all that wrk said when there is no result in it
    static WrkResult parse(String output) throws IOException {
        Matcher line = LINE.matcher(output);
        if (!line.find()) {
            throw new IOException("wrk gave no result, it said: " + output.strip());
        }
        return new WrkResult(
                Long.parseLong(line.group(1)),
                Long.parseLong(line.group(2)),
                Long.parseLong(line.group(3)),
                micros(line.group(4)),
                micros(line.group(5)),
                micros(line.group(6)));
    }

    private static Duration micros(String text) {
        return Duration.ofNanos(Math.multiplyExact(Long.parseLong(text), 1_000L));
    }
}
