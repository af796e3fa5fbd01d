package dev.sluice.console.feed;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.health.HealthReport;
import dev.sluice.model.health.HealthState;
import dev.sluice.model.ledger.Ledger;
import dev.sluice.model.live.LiveUpdate;
import dev.sluice.model.live.TelemetryHistory;
import dev.sluice.model.live.TelemetrySample;
import dev.sluice.model.queue.QueueState;
import dev.sluice.model.storage.StorageState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// A quarter of an hour of a working pipeline: a steady stream, a pause of one queue, and its draining. Always
/// the same.
public final class SampleData {
    public static final Instant NOW = Instant.parse("2026-11-23T10:01:00Z");
    private static final int SECONDS = 902;
    private static final int PAUSED_AT = 595;
    private static final int RESUMED_AT = 755;

    private SampleData() {}

    /// The history up to [#NOW], one sample a second.
    public static List<TelemetrySample> samples() {
        RandomGenerator random = RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(42);
        List<TelemetrySample> samples = new ArrayList<>();
        double wave = 0;
        double tail = 30;
        double depth = 300;
        for (int i = 0; i < SECONDS; i++) {
            wave = wave * 0.97 + random.nextGaussian() * 14;
            tail = Math.max(22, tail * 0.93 + 3 + random.nextGaussian() * 4 + (random.nextInt(70) == 0 ? 30 : 0));
            double accepted = Math.max(0, 1_280 + wave + 60 * Math.sin(i / 80.0) + random.nextGaussian() * 30);
            boolean paused = i >= PAUSED_AT && i < RESUMED_AT;
            double stored = paused ? accepted * 0.82 : accepted;
            stored += random.nextGaussian() * 35;
            if (i >= RESUMED_AT && depth > 420) {
                stored += 185;
            }
            depth = Math.max(180 + random.nextGaussian() * 15, depth + accepted - stored);
            boolean dead = i % 300 == 120;
            samples.add(new TelemetrySample(
                    NOW.minusSeconds(SECONDS - 1L - i),
                    accepted,
                    Math.max(0, stored),
                    0,
                    dead ? 1 : 0,
                    0,
                    Math.round(depth),
                    Math.round(depth / 83),
                    9 + random.nextGaussian(),
                    20 + tail / 8 + random.nextGaussian() * 2,
                    tail + 12));
        }
        return samples;
    }

    /// What the server remembers: the waves of days, a bulk load each night, and an hour in which nobody watched.
    public static TelemetryHistory past(Instant from, Instant to) {
        long length = Duration.between(from, to).toSeconds();
        long step = length <= 3_600 ? 1 : length <= 90_000 ? 60 : length <= 700_000 ? 300 : 900;
        List<TelemetrySample> samples = new ArrayList<>();
        for (long at = Math.floorDiv(from.getEpochSecond(), step) * step;
                at < to.getEpochSecond() && at < NOW.getEpochSecond();
                at += step) {
            long ago = NOW.getEpochSecond() - at;
            if (ago < 9 * 3_600 || ago > 10 * 3_600) {
                samples.add(remembered(at, step));
            }
        }
        return new TelemetryHistory(samples, step, step < 60 ? "second" : "minute", from, to);
    }

    private static TelemetrySample remembered(long at, long step) {
        RandomGenerator random = RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(at);
        random.nextLong();
        double day = (at % 86_400) / 86_400.0;
        double week = Math.sin(at / 604_800.0 * 2 * Math.PI);
        double accepted = 1_000 - 450 * Math.cos(day * 2 * Math.PI) + 120 * week + 40 * random.nextGaussian();
        boolean bulk = day > 0.1 && day < 0.14;
        long depth =
                Math.round(bulk ? 9_000 * Math.sin((day - 0.1) / 0.04 * Math.PI) : 260 + 60 * random.nextGaussian());
        double tail = 34 + 30 * (accepted / 1_450) + 7 * random.nextGaussian() + (bulk ? depth / 60.0 : 0);
        return new TelemetrySample(
                Instant.ofEpochSecond(at + step),
                accepted + (bulk ? 700 : 0),
                accepted + (bulk ? 640 : 0),
                0,
                0,
                0,
                Math.max(0, depth),
                Math.max(0, depth) / 80,
                9 + random.nextGaussian(),
                20 + tail / 8,
                tail,
                (int) step,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    public static List<AuditRecord> acts() {
        return List.of(
                act(NOW.minusSeconds(SECONDS - RESUMED_AT), "admin", "resume", "orders", null, "done"),
                act(NOW.minusSeconds(SECONDS - PAUSED_AT), "admin", "pause", "orders", "db upgrade", "done"),
                act(
                        NOW.minus(Duration.ofMinutes(49)),
                        "admin",
                        "purge",
                        "test",
                        "left over from a load test",
                        "purged 4,000 events"),
                act(NOW.minus(Duration.ofMinutes(80)), "viewer", "purge", "orders", null, "denied"));
    }

    public static List<QueueState> queues() {
        return List.of(
                queue("default", List.of("*"), 182, 1_041, 1_039, 0.2, null),
                queue("orders", List.of("order.*", "refund.*"), 8_830, 212, 397, 48.0, null),
                queue("clicks", List.of("click.*"), 0, 31, 31, null, null));
    }

    public static Ledger ledger() {
        return new Ledger(1_204_311, 1_200_874, 22, 3, 0, 3_412, 0, "m", null);
    }

    public static HealthReport health() {
        return HealthReport.of(List.of(
                new HealthReport.Check("broker", HealthState.GREEN, "RabbitMQ 4.0.5 answers in 2 ms."),
                new HealthReport.Check("database", HealthState.GREEN, "PostgreSQL 18.6 commits in 18 ms."),
                new HealthReport.Check("ledger", HealthState.GREEN, "Every accepted event is accounted for.")));
    }

    public static StorageState storage() {
        return StorageState.of(
                List.of(
                        StorageState.Place.of(
                                StorageState.HOME,
                                44_023_414_784L,
                                107_374_182_400L,
                                300L << 30,
                                512L << 20,
                                190_000.0),
                        StorageState.Place.of(StorageState.DATABASE, 42_949_672_960L, null, null, null, 180_000.0)),
                2_592_000L,
                NOW.minus(Duration.ofDays(30)));
    }

    public static LiveUpdate.Welcome welcome() {
        return new LiveUpdate.Welcome("local", "0.1.0", "embedded", "admin", NOW);
    }

    public static AuditRecord act(Instant at, String who, String act, String queue, String reason, String outcome) {
        return new AuditRecord(at, who, act, "queue:" + queue, reason, outcome, "127.0.0.1", null, null);
    }

    public static QueueState queue(
            String name,
            List<String> patterns,
            long events,
            double accepted,
            double stored,
            Double drainSeconds,
            QueueState.Pause pause) {
        long messages = events == 0 ? 0 : Math.max(1, events / 80);
        return new QueueState(
                name,
                patterns,
                new QueueState.Depth(events, messages, messages, 0),
                new QueueState.Rates(accepted, stored, 0, 0),
                pause == null ? 4 : 0,
                events == 0 ? null : pause == null ? 0.3 : 64.0,
                drainSeconds,
                pause);
    }
}
