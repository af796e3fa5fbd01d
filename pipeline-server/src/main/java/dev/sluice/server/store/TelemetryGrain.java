package dev.sluice.server.store;

import java.util.Locale;

/// How fine figures are. Several are packed into one row, so that a long history is few rows.
public enum TelemetryGrain {
    SECOND(1, 60),
    MINUTE(60, 3_600),
    HOUR(3_600, 86_400);

    private final int seconds;
    private final int packed;

    TelemetryGrain(int seconds, int packed) {
        this.seconds = seconds;
        this.packed = packed;
    }

    /// length of one figure's stretch
    public int seconds() {
        return seconds;
    }

    /// seconds of all that lies in one row
    public int packed() {
        return packed;
    }

    /// start of the row that holds the moment, in seconds of the epoch
    public long rowOf(long at) {
        return Math.floorDiv(at, packed) * packed;
    }

    /// as in the answers: `second`, `minute`, `hour`
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    int code() {
        return ordinal() + 1;
    }
}
