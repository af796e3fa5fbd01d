package dev.sluice.server.history;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.config.TelemetryConfig;
import dev.sluice.server.store.TelemetryGrain;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a stretch of time is cut up.
///
/// @param grain what the steps are made of
/// @param step seconds, a multiple of the grain's
/// @param from,to seconds of the epoch, in whole steps, `to` exclusive
record Steps(TelemetryGrain grain, long step, long from, long to) {
    static final int MOST = 3_600;
    private static final long[] NICE = {
        1, 2, 5, 10, 15, 30, 60, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400
    };
    /// Seconds of more than that are many rows to read, and more than a screen can show.
    private static final long SECONDS_AT_MOST = Duration.ofHours(2).toSeconds();

    /// @param asked seconds, null: what suits the stretch
    /// @throws PipelineException `malformed-request` when it would be too many
    static Steps of(Instant from, Instant to, @Nullable Integer asked, Instant now, TelemetryConfig kept) {
        long length = to.getEpochSecond() - from.getEpochSecond();
        if (length <= 0) {
            throw new PipelineException(
                    ErrorCode.MALFORMED_REQUEST, "from (" + from + ") must lie before to (" + to + ").");
        }
        long nice = nice(length);
        if (asked != null && length > asked * (long) MOST) {
            throw new PipelineException(
                    ErrorCode.MALFORMED_REQUEST,
                    "From " + from + " to " + to + " in steps of " + asked + " s are " + Math.ceilDiv(length, asked)
                            + " samples; " + MOST + " are allowed. Ask for step=" + nice
                            + ", for a shorter stretch, or leave step out.");
        }
        long step = asked == null ? nice : asked;
        TelemetryGrain grain = grain(step, from, now, kept, length);
        step = Math.ceilDiv(step, grain.seconds()) * grain.seconds();
        return new Steps(
                grain,
                step,
                Math.floorDiv(from.getEpochSecond(), step) * step,
                Math.ceilDiv(to.getEpochSecond() + (to.getNano() > 0 ? 1 : 0), step) * step);
    }

    private static long nice(long length) {
        for (long step : NICE) {
            if (length <= step * MOST && (step >= 60 || length <= SECONDS_AT_MOST)) {
                return step;
            }
        }
        return Math.ceilDiv(length, 86_400L * MOST) * 86_400;
    }

    private static TelemetryGrain grain(long step, Instant from, Instant now, TelemetryConfig kept, long length) {
        Duration age = Duration.between(from, now);
        if (step % 3_600 == 0 || age.compareTo(kept.minutes()) > 0) {
            return TelemetryGrain.HOUR;
        }
        if (step % 60 == 0 || age.compareTo(kept.seconds()) > 0 || length > SECONDS_AT_MOST) {
            return TelemetryGrain.MINUTE;
        }
        return TelemetryGrain.SECOND;
    }

    long stepOf(long at) {
        return Math.floorDiv(at, step) * step;
    }

    boolean holds(long at) {
        return at >= from && at < to;
    }
}
