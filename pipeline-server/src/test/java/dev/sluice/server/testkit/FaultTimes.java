package dev.sluice.server.testkit;

import java.time.Duration;

/// How long faults last and how often they come: scaled down in `./sluice test`, true with `--full`. Deadlines of the
/// server itself are the same in both, save the heartbeat.
public final class FaultTimes {
    public static final boolean FULL = "true".equals(System.getenv("SLUICE_TEST_FULL"));

    /// asked of the broker; a dead link is found within two of them
    public static final Duration HEARTBEAT = of(2, 10);
    /// kills of the server in a row
    public static final int ROUNDS = FULL ? 20 : 5;
    /// how long a killed broker stays away
    public static final Duration BROKER_AWAY = of(5, 10);
    /// how long a broker is stopped without its connections ending
    public static final Duration BROKER_FROZEN = of(8, 30);
    /// how long an alarm of the broker lasts
    public static final Duration ALARM = of(5, 60);
    /// how long a link is silent
    public static final Duration SILENCE = of(8, 60);
    /// how long connections are cut again and again
    public static final Duration CUTTING = of(8, 60);
    /// how long a link is slow
    public static final Duration SLOWNESS = of(8, 60);
    /// how long a server runs at full speed
    public static final Duration SOAK = of(30, 600);
    /// a killed server is ready again: 10 s, and time for a machine that builds meanwhile in the scaled run
    public static final Duration READY_AGAIN_WITHIN = of(25, 10);

    /// A request is answered within 10 s; the rest is for a loaded machine.
    public static final Duration ANSWER_WITHIN = Duration.ofSeconds(13);
    /// everything is normal again by itself (C6)
    public static final Duration NORMAL_WITHIN = Duration.ofSeconds(30);

    private FaultTimes() {}

    private static Duration of(int scaledSeconds, int trueSeconds) {
        return Duration.ofSeconds(FULL ? trueSeconds : scaledSeconds);
    }
}
