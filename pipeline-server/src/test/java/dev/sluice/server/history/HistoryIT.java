package dev.sluice.server.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.health.HealthState;
import dev.sluice.model.live.TelemetryCounts;
import dev.sluice.model.live.TelemetryHistory;
import dev.sluice.model.live.TelemetrySample;
import dev.sluice.model.live.TelemetryTypes;
import dev.sluice.server.store.Database;
import dev.sluice.server.store.TelemetryGrain;
import dev.sluice.server.store.TelemetryStore;
import dev.sluice.server.telemetry.LatencyCounts;
import dev.sluice.server.telemetry.PairCounts;
import dev.sluice.server.telemetry.QueueFigures;
import dev.sluice.server.telemetry.Slice;
import dev.sluice.server.telemetry.Stage;
import dev.sluice.server.testkit.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HistoryIT {
    private static final long START = Instant.parse("2026-03-04T10:00:00Z").getEpochSecond();

    private final TestDatabase server = TestDatabase.create();
    private final Database database = new Database(server.settings());
    private final TelemetryStore store = new TelemetryStore(database);
    private final UUID one = new UUID(1, 1);
    private final UUID two = new UUID(2, 2);
    private LedgerReading reading = LedgerReading.NONE;
    private Instant now = Instant.ofEpochSecond(START);

    @BeforeEach
    void open() {
        database.open();
    }

    @AfterEach
    void close() {
        database.close();
        server.close();
    }

    private HistoryReader reader() {
        return new HistoryReader(store, StepsTest.KEPT, () -> true, new LatestSeconds(store, () -> now), () -> now);
    }

    private TelemetryHistory ask(long from, long to, int step, @Nullable String queue, @Nullable String instance) {
        return reader().history(Instant.ofEpochSecond(from), Instant.ofEpochSecond(to), step, queue, instance);
    }

    private static long sum(TelemetryHistory history, ToLongFunction<TelemetryCounts> figure) {
        return history.items().stream()
                .mapToLong(sample -> figure.applyAsLong(sample.counts()))
                .sum();
    }

    private void ledger(long millis, long orders, long others) {
        reading = new LedgerReading(
                Instant.ofEpochMilli(millis),
                Map.of("orders", counted(orders), "default", counted(others)),
                Map.of("orders", waiting(orders % 7)));
    }

    private static QueueFigures counted(long accepted) {
        QueueFigures figures = new QueueFigures();
        figures.accepted = accepted;
        figures.stored = accepted / 2;
        return figures;
    }

    private static QueueFigures waiting(long events) {
        QueueFigures figures = new QueueFigures();
        figures.depth = events;
        figures.oldestMillis = 1_500;
        return figures;
    }

    private static Slice second(long at, int events, long micros) {
        Slice slice = new Slice(at, 1);
        slice.rejected = 1;
        slice.broker = HealthState.GREEN;
        QueueFigures orders = slice.queue("orders");
        orders.accepted = events;
        LatencyCounts latency = new LatencyCounts();
        latency.record(micros, events);
        orders.latency.put(Stage.TOTAL, latency);
        return slice;
    }

    private void rollAll() {
        while (store.roll(Long.MAX_VALUE / 2, new SliceFolds())) {
            // the next minute
        }
    }

    @Test
    void addsUpExactlyAtEveryStepAndInEveryPartOfTheStretch() {
        LedgerRecorder recorder = new LedgerRecorder(store, one, () -> reading);
        SecondWriter writer = new SecondWriter(store, one, "one@test");
        SecondWriter other = new SecondWriter(store, two, "two@test");
        long orders = 0;
        long others = 0;
        int seconds = 2 * 3_600 + 100;
        // an uneven load, read at uneven moments
        for (int i = 0; i <= seconds; i++) {
            orders += i % 13 == 0 ? 1_700 : i % 3;
            others += i % 2;
            ledger((START + i) * 1_000 + i * 37 % 900, orders, others);
            recorder.step();
            writer.add(second(START + i, 10, 2_000));
            if (i % 2 == 0) {
                other.add(second(START + i, 1, 8_000_000));
            }
            if (i % 50 == 0) {
                writer.write();
                other.write();
            }
        }
        ledger((START + seconds + 1) * 1_000, orders, others);
        recorder.step();
        writer.write();
        other.write();
        long end = START + seconds + 1;
        now = Instant.ofEpochSecond(end);

        long[] expected = {orders + others, orders / 2 + others / 2};
        for (boolean rolled : new boolean[] {false, true}) {
            if (rolled) {
                rollAll();
            }
            for (int step : new int[] {7, 60, 600, 3_600}) {
                TelemetryHistory whole = ask(START - 10, end, step, null, null);
                String how = "step " + step + (rolled ? ", rolled up" : ", fresh");
                assertEquals(expected[0], sum(whole, TelemetryCounts::accepted), how);
                assertEquals(expected[1], sum(whole, TelemetryCounts::stored), how);
                assertEquals(seconds + 1 + (seconds + 2) / 2, sum(whole, TelemetryCounts::rejected), how);
                assertEquals(orders, sum(ask(START - 10, end, step, "orders", null), TelemetryCounts::accepted), how);
                assertEquals(
                        10L * (seconds + 1),
                        sum(ask(START - 10, end, step, null, "one@test"), TelemetryCounts::accepted),
                        how);
                assertEquals(
                        expected[0],
                        sum(ask(START - 10, START + 3_600, step, null, null), TelemetryCounts::accepted)
                                + sum(ask(START + 3_600, end, step, null, null), TelemetryCounts::accepted)
                                - overlap(step, end),
                        how + ", in two parts");
            }
        }
        TelemetrySample hour =
                ask(START, START + 3_600, 3_600, null, null).items().getFirst();
        assertEquals(3_600, hour.seconds());
        assertTrue(hour.peaks().accepted() > 850, "the peak of a second: " + hour.peaks());
        // one in eleven of all events took eight seconds in the other instance: of all together, not of averages
        assertEquals(2, hour.latencyP50(), 0.1);
        assertEquals(2, hour.latency().total().p95(), 0.1);
        assertEquals(8_000, hour.latencyP99(), 300);
        assertEquals(HealthState.GREEN, hour.broker());
        assertEquals(1.5, hour.oldestAgeSeconds());
    }

    /// what lies in the step that both parts hold
    private long overlap(int step, long end) {
        long from = Math.floorDiv(START + 3_600, step) * step;
        long to = Math.ceilDiv(START + 3_600, step) * (long) step;
        return from == to ? 0 : sum(ask(from, from + step, step, null, null), TelemetryCounts::accepted);
    }

    @Test
    void missesAndDoublesNothingWhenTheRecorderDiesAndAnotherGoesOn() {
        server.execute("update telemetry_recorder set seen_at = now()");
        LedgerRecorder first = new LedgerRecorder(store, one, () -> reading);
        ledger(START * 1_000 + 400, 100, 0);
        first.step();
        ledger(START * 1_000 + 1_400, 200, 0);
        first.step();
        LedgerRecorder second = new LedgerRecorder(store, two, () -> reading);
        ledger(START * 1_000 + 4_300, 500, 0);
        second.step();
        assertEquals(
                0, sum(ask(START + 1, START + 10, 1, null, null), TelemetryCounts::accepted), "it is not its turn");
        server.execute("update telemetry_recorder set seen_at = now() - interval '1 minute'");
        second.step();
        first.step();
        ledger(START * 1_000 + 5_000, 500, 3);
        second.step();
        TelemetryHistory all = ask(START - 10, START + 10, 1, null, null);
        assertEquals(503, sum(all, TelemetryCounts::accepted));
        assertEquals(6, all.items().size(), "every second has its part: " + all.items());
    }

    @Test
    void leavesAGapWhereNobodyWatchedAndPutsTheGrowthWhereItWasFound() {
        LedgerRecorder recorder = new LedgerRecorder(store, one, () -> reading);
        ledger(START * 1_000, 10, 0);
        recorder.step();
        LedgerRecorder later = new LedgerRecorder(store, one, () -> reading);
        ledger((START + 1_000) * 1_000, 30, 0);
        later.step();
        List<TelemetrySample> items =
                ask(START - 5, START + 1_005, 1, null, null).items();
        assertEquals(2, items.size(), items::toString);
        assertEquals(10, items.getFirst().counts().accepted());
        assertEquals(20, items.getLast().counts().accepted());
        assertEquals(Instant.ofEpochSecond(START + 1_000), items.getLast().at());
    }

    @Test
    void takesWhatCameLateIntoMinutesAndHoursThatWereRolledUpBefore() {
        SecondWriter writer = new SecondWriter(store, one, "one@test");
        writer.add(second(START + 5, 10, 1_000));
        writer.write();
        rollAll();
        SecondWriter late = new SecondWriter(store, one, "one@test");
        late.add(second(START + 30, 7, 1_000));
        server.execute("delete from telemetry_writer");
        late.write();
        rollAll();
        for (int step : new int[] {1, 60, 3_600}) {
            assertEquals(
                    17,
                    sum(ask(START, START + 3_600, step, null, one.toString()), TelemetryCounts::accepted),
                    "step " + step);
        }
    }

    @Test
    void writesWhatWasSentTwiceOnce() {
        SecondWriter writer = new SecondWriter(store, one, "one@test");
        writer.add(second(START, 10, 1_000));
        writer.write();
        // as after a commit whose answer was lost
        SecondWriter again = new SecondWriter(store, one, "one@test");
        again.add(second(START, 10, 1_000));
        again.write();
        assertEquals(10, sum(ask(START, START + 60, 1, null, "one@test"), TelemetryCounts::accepted));
    }

    @Test
    void goesOnWritingAfterTheDatabaseForgotItsLastCommits() {
        SecondWriter writer = new SecondWriter(store, one, "one@test");
        writer.add(second(START, 10, 1_000));
        writer.write();
        // commits do not wait for the disk: it fell over, and this one is gone
        server.execute("delete from telemetry_fresh");
        server.execute("update telemetry_writer set parts = 0");
        writer.add(second(START + 1, 7, 1_000));
        writer.write();
        assertEquals(7, sum(ask(START, START + 60, 1, null, "one@test"), TelemetryCounts::accepted));
    }

    @Test
    void goesOnAtItsOwnTimeWhenTheRecorderBeforeHadAClockOfAnotherDay() {
        LedgerRecorder ahead = new LedgerRecorder(store, one, () -> reading);
        ledger((START + 86_400) * 1_000, 100, 0);
        ahead.step();
        server.execute("update telemetry_recorder set seen_at = now() - interval '1 minute'");
        LedgerRecorder right = new LedgerRecorder(store, two, () -> reading);
        for (int i = 0; i < 5; i++) {
            ledger((START + i) * 1_000, 100 + i * 10, 0);
            right.step();
        }
        assertEquals(40, sum(ask(START - 5, START + 5, 1, null, null), TelemetryCounts::accepted));
        assertEquals(5, ask(START - 5, START + 5, 1, null, null).items().size(), "one each second");
    }

    @Test
    void tellsSecondsAgainSoonAfterTheClockWasSetBack() {
        now = Instant.ofEpochSecond(START + 1);
        LatestSeconds latest = new LatestSeconds(store, () -> now);
        now = Instant.ofEpochSecond(START + 3);
        latest.add(second(START, 10, 1_000));
        latest.tick(false);
        assertEquals(1, latest.take().size());
        now = Instant.ofEpochSecond(START - 3_600 + 3);
        latest.add(second(START - 3_600, 7, 1_000));
        latest.tick(false);
        assertEquals(7, latest.take().getFirst().accepted());
    }

    @Test
    void addsWhatIsSoLateThatItsSecondsWereForgotten() {
        SecondWriter writer = new SecondWriter(store, one, "one@test");
        writer.add(second(START + 5, 10, 1_000));
        writer.add(second(START + 6, 10, 1_000));
        writer.write();
        rollAll();
        server.execute("delete from telemetry where grain = 1");
        writer.add(second(START + 30, 7, 1_000));
        writer.write();
        rollAll();
        for (int step : new int[] {60, 3_600}) {
            TelemetryHistory history = ask(START, START + 3_600, step, null, "one@test");
            assertEquals(27, sum(history, TelemetryCounts::accepted), "step " + step);
            assertEquals(3, history.items().getFirst().seconds());
        }
    }

    @Test
    void keepsAnHourOfSecondsWhileTheDatabaseIsAwayAndCountsWhatIsLost() {
        SecondWriter writer = new SecondWriter(store, one, "one@test");
        for (int i = 0; i < 4_000; i++) {
            writer.add(second(START + i, 1, 1_000));
        }
        assertEquals(400, writer.lostSeconds());
        writer.write();
        now = Instant.ofEpochSecond(START + 4_000);
        TelemetryHistory kept = ask(START, START + 4_000, 2, null, "one@test");
        assertEquals(3_600, sum(kept, TelemetryCounts::accepted));
        assertEquals(Instant.ofEpochSecond(START + 402), kept.items().getFirst().at());
    }

    @Test
    void namesTheTopSourcesAndTypesAndHasTheRestInOther() {
        SecondWriter writer = new SecondWriter(store, one, "one@test");
        SecondWriter other = new SecondWriter(store, two, "two@test");
        for (int minute = 0; minute < 3; minute++) {
            PairCounts counts = new PairCounts();
            counts.add("/a", "order", 1_000);
            for (int i = 0; i < 300; i++) {
                counts.add("/s" + i, "order", 2);
            }
            writer.add(START + minute * 60, counts);
            other.add(START + minute * 60 + 10, counts);
        }
        writer.write();
        other.write();
        for (boolean rolled : new boolean[] {false, true}) {
            if (rolled) {
                rollAll();
            }
            now = Instant.ofEpochSecond(START + 180);
            TelemetryTypes types = reader().types(Instant.ofEpochSecond(START), now, 50);
            assertEquals(
                    new TelemetryTypes.Pair("/a", "order", 6_000), types.items().getFirst());
            assertEquals(50, types.items().size());
            assertEquals(9_600, types.total());
            assertEquals(
                    types.total(),
                    types.other()
                            + types.items().stream()
                                    .mapToLong(TelemetryTypes.Pair::events)
                                    .sum());
        }
    }

    @Test
    void forgetsSecondsThenMinutesThenHours() {
        SecondWriter writer = new SecondWriter(store, one, "one@test");
        for (int hour = 0; hour < 50; hour++) {
            writer.add(second(START + hour * 3_600L, 1, 1_000));
        }
        writer.write();
        rollAll();
        long end = START + 50 * 3_600L;
        while (store.trim(grain -> end
                        - (grain == TelemetryGrain.SECOND ? 3_600 : grain == TelemetryGrain.MINUTE ? 36_000 : 360_000))
                > 0) {
            // the next part
        }
        now = Instant.ofEpochSecond(end);
        assertEquals(1, server.number("select count(*) from telemetry where grain = 1"));
        assertEquals(10, server.number("select count(*) from telemetry where grain = 2"));
        assertEquals(50, sum(ask(START, end, 3_600, null, "one@test"), TelemetryCounts::accepted));
    }

    @Test
    void staysWithinItsBytesByForgettingTheOldestSecondsFirst() {
        SecondWriter writer = new SecondWriter(store, one, "one@test");
        for (int i = 0; i < 3_600; i += 60) {
            writer.add(second(START + i, 1, 1_000));
            writer.add(second(START + 3_600 + i, 1, 1_000));
        }
        writer.write();
        rollAll();
        long before = server.number("select count(*) from telemetry where grain = 1");
        store.limit(1L << 30);
        assertEquals(before, server.number("select count(*) from telemetry where grain = 1"));
        store.limit(1);
        assertEquals(60, server.number("select count(*) from telemetry where grain = 1 and at >= " + (START + 3_600)));
        assertEquals(0, server.number("select count(*) from telemetry where grain = 1 and at < " + (START + 3_600)));
    }
}
