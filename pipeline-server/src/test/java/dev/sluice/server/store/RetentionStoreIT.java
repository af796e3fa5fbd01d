package dev.sluice.server.store;

import static dev.sluice.server.store.StoreEvents.events;
import static dev.sluice.server.store.StoreEvents.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.server.store.RetentionStore.Outcome;
import dev.sluice.server.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// F38, F39: what becomes of old days while others read and write.
class RetentionStoreIT {
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);
    private static final LocalDate OLD = TODAY.minusDays(40);
    private static final LocalDate FIRST = TODAY.minusDays(30);

    private TestDatabase server;
    private Database database;
    private FrameStore frames;
    private RetentionStore retention;
    private long seq;

    @BeforeEach
    void open() {
        server = TestDatabase.create();
        database = new Database(server.settings());
        database.open();
        frames = new FrameStore(database);
        retention = new RetentionStore(database);
    }

    @AfterEach
    void close() {
        database.close();
        server.close();
    }

    private static Instant noon(LocalDate day) {
        return day.atTime(12, 0).toInstant(ZoneOffset.UTC);
    }

    private void makeDay(LocalDate day) throws SQLException {
        Pools.asOwner(server.settings(), connection -> {
            Partitions.ensure(connection, day);
            return null;
        });
    }

    private FrameOutcome store(LocalDate day, int from, int to) {
        FrameToStore frame = frame(1, seq, noon(day), events("/s", from, to));
        seq += to - from;
        return frames.append(List.of(frame)).getFirst();
    }

    private boolean exists(String table, LocalDate day) {
        String name = table + "_" + day.format(DateTimeFormatter.BASIC_ISO_DATE);
        return server.value("select to_regclass('" + name + "') is not null").equals("t");
    }

    @Test
    void dropsAnOldDayWithItsBlocksAndLeavesTheRest() throws SQLException {
        makeDay(OLD);
        store(OLD, 0, 10);
        store(TODAY, 10, 15);
        Outcome.Dropped dropped = assertInstanceOf(Outcome.Dropped.class, retention.dropOldest(FIRST));
        assertEquals(OLD, dropped.day());
        assertTrue(dropped.bytes() > 0);
        assertFalse(exists("event", OLD));
        assertFalse(exists("event_block", OLD));
        assertEquals(5, server.number("select count(*) from event"));
        assertEquals(1, server.number("select count(*) from event_block"));
        assertEquals(
                "sluice drop-day events:" + OLD + " done",
                server.value("select who || ' ' || act || ' ' || target || ' ' || outcome from audit"));
        assertInstanceOf(Outcome.Nothing.class, retention.dropOldest(FIRST));
        assertEquals(
                OLD.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC),
                new EventQueries(database).keptFrom().orElseThrow());
    }

    @Test
    void givesWayWhileASearchRunsSoThatIngestGoesOnAndDropsTheDayAfterIt() throws Exception {
        makeDay(OLD);
        store(OLD, 0, 10);
        AtomicLong longest = new AtomicLong();
        AtomicBoolean searching = new AtomicBoolean(true);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
                Connection reader = server.connect();
                Statement search = reader.createStatement()) {
            reader.setAutoCommit(false);
            search.executeQuery("select count(*) from event").close();
            Future<Integer> writer = executor.submit(() -> {
                int stored = 0;
                while (searching.get()) {
                    long begin = System.nanoTime();
                    // one of them came before, so that it is looked up among all partitions
                    store(TODAY, 100 + stored, 102 + stored);
                    longest.accumulateAndGet(System.nanoTime() - begin, Math::max);
                    stored++;
                }
                return stored;
            });
            for (int attempt = 0; attempt < 5; attempt++) {
                assertEquals(new Outcome.Busy(OLD), retention.dropOldest(FIRST));
            }
            assertTrue(exists("event", OLD));
            assertTrue(exists("event_block", OLD));
            search.executeQuery("select count(*) from event where received_at < now() - interval '30 days'")
                    .close();
            reader.rollback();
            Outcome outcome = retention.dropOldest(FIRST);
            for (int attempt = 0; outcome instanceof Outcome.Busy && attempt < 50; attempt++) {
                outcome = retention.dropOldest(FIRST);
            }
            assertInstanceOf(Outcome.Dropped.class, outcome);
            searching.set(false);
            int stored = writer.get();
            assertEquals(stored + 1L, server.number("select count(*) from event"));
        }
        assertTrue(longest.get() < Duration.ofSeconds(1).toNanos(), "a write waited " + longest.get() / 1e9 + " s");
    }

    @Test
    void dropsDaysWhileIngestIsAtFullRateAndHoldsNoWriteUpForASecond() throws Exception {
        for (int day = 0; day < 5; day++) {
            makeDay(OLD.plusDays(day));
            store(OLD.plusDays(day), 1_000 * day, 1_000 * day + 1_000);
        }
        AtomicLong longest = new AtomicLong();
        AtomicLong stored = new AtomicLong();
        AtomicBoolean dropping = new AtomicBoolean(true);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 2; writer < 5; writer++) {
                int incarnation = writer;
                writers.add(executor.submit(() -> {
                    for (int at = 0; dropping.get(); at += 500) {
                        long begin = System.nanoTime();
                        frames.append(List.of(frame(incarnation, at, events("/" + incarnation, at, at + 500))));
                        longest.accumulateAndGet(System.nanoTime() - begin, Math::max);
                        stored.addAndGet(500);
                    }
                }));
            }
            Outcome outcome = retention.dropOldest(FIRST);
            while (!(outcome instanceof Outcome.Nothing)) {
                outcome = retention.dropOldest(FIRST);
            }
            dropping.set(false);
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
        assertEquals(5, server.number("select count(*) from audit where act = 'drop-day'"));
        assertEquals(stored.get(), server.number("select count(*) from event"));
        assertTrue(longest.get() < Duration.ofSeconds(1).toNanos(), "a write waited " + longest.get() / 1e9 + " s");
    }

    @Test
    void dropsNeitherTableWhileOneOfThemIsInUse() throws Exception {
        makeDay(OLD);
        store(OLD, 0, 10);
        for (String table : Partitions.TABLES) {
            try (Connection reader = server.connect();
                    Statement statement = reader.createStatement()) {
                reader.setAutoCommit(false);
                statement
                        .executeQuery("select count(*) from only " + table + "_"
                                + OLD.format(DateTimeFormatter.BASIC_ISO_DATE))
                        .close();
                assertEquals(new Outcome.Busy(OLD), retention.dropOldest(FIRST));
            }
            assertEquals(10, server.number("select count(*) from event"));
            assertEquals(1, server.number("select count(*) from event_block"));
        }
        assertEquals(0, server.number("select count(*) from audit"));
        assertTrue(new EventQueries(database).keptFrom().isEmpty());
    }

    @Test
    void dropsEachDayOnceWhenSeveralNodesDropAndMakePartitionsAtOnce() throws Exception {
        for (int day = 0; day < 5; day++) {
            makeDay(OLD.plusDays(day));
            store(OLD.plusDays(day), 10 * day, 10 * day + 10);
        }
        List<Callable<Integer>> nodes = new ArrayList<>();
        for (int node = 0; node < 3; node++) {
            nodes.add(() -> {
                int dropped = 0;
                while (true) {
                    switch (retention.dropOldest(FIRST)) {
                        case Outcome.Dropped _ -> dropped++;
                        case Outcome.Busy _ -> new Schema(server.settings()).makePartitions();
                        case Outcome.Nothing() -> {
                            return dropped;
                        }
                    }
                }
            });
        }
        int dropped = 0;
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> node : executor.invokeAll(nodes)) {
                dropped += node.get();
            }
        }
        assertEquals(5, dropped);
        assertEquals(5, server.number("select count(*) from audit where act = 'drop-day'"));
        assertEquals(0, server.number("select count(*) from event"));
        assertEquals(0, server.number("select count(*) from event_block"));
        assertEquals(9, server.number("select count(*) - 1 from pg_inherits where inhparent = 'event'::regclass"));
    }

    @Test
    void movesWhatCameLateIntoAPartitionOfItsDayFromWhichItIsDropped() {
        LocalDate late = TODAY.minusDays(10);
        store(late, 0, 10);
        assertEquals(10, server.number("select count(*) from event_default"));
        for (int run = 0; run < 2; run++) {
            new Schema(server.settings()).makePartitions();
        }
        assertEquals(0, server.number("select count(*) from event_default"));
        assertEquals(0, server.number("select count(*) from event_block_default"));
        assertEquals(10, server.number("select count(*) from event"));
        assertEquals(10, store(late, 0, 10).duplicate());
        assertInstanceOf(Outcome.Dropped.class, retention.dropOldest(TODAY.minusDays(9)));
        assertEquals(0, server.number("select count(*) from event"));
    }

    @Test
    void removesWhatIsAsOldElsewhereAndNothingElse() {
        store(OLD, 0, 10);
        store(TODAY, 10, 15);
        server.execute("insert into dead_letter (at, queue, bytes, code, detail, fingerprint) select at, 'q', '', 'c',"
                + " 'd', 'f' from (values (now() - interval '40 days'), (now())) as t (at)");
        server.execute(
                "insert into conflict (at, source, event_id, type, queue, identity, kept_received_at, kept_sha256,"
                        + " kept_bytes, later_received_at, later_sha256, later_bytes, later_body) select at, 's', 'i', 't', 'q',"
                        + " gen_random_uuid(), at, '', 1, at, '', 1, '' from"
                        + " (values (now() - interval '40 days'), (now())) as t (at)");
        assertInstanceOf(Outcome.Nothing.class, retention.dropOldest(FIRST));
        int removed = 0;
        for (int more = retention.sweep(FIRST); more > 0; more = retention.sweep(FIRST)) {
            removed += more;
        }
        assertEquals(10 + 1 + 1 + 1, removed);
        assertEquals(5, server.number("select count(*) from event"));
        assertEquals(1, server.number("select count(*) from event_block"));
        assertEquals(1, server.number("select count(*) from dead_letter"));
        assertEquals(1, server.number("select count(*) from conflict"));
    }

    @Test
    void forgetsIdentitiesOfEventsThatAreGoneAndOfNoOthers() throws SQLException {
        LocalDate recent = TODAY.minusDays(3);
        makeDay(OLD);
        makeDay(recent);
        store(OLD, 0, 2_000);
        store(recent, 2_000, 2_010);
        store(TODAY, 2_010, 2_020);
        Instant week = TODAY.minusDays(7).atStartOfDay().toInstant(ZoneOffset.UTC);
        assertFalse(retention.trimIdentities(week, 4), "nothing was dropped");
        LocalDate first = TODAY.minusDays(1);
        while (retention.dropOldest(first) instanceof Outcome.Dropped) {
            assertTrue(server.number("select count(*) from event") <= 20);
        }
        assertFalse(retention.trimIdentities(week, 4), "what is left of those days was not swept");
        while (retention.sweep(first) > 0) {
            assertEquals(10, server.number("select count(*) from event"));
        }
        int steps = 0;
        while (retention.trimIdentities(week, 4)) {
            steps++;
            // each step leaves the pass where another instance can go on
            assertTrue(server.number("select count(*) from event_identity") >= 20);
        }
        assertTrue(steps > 1, "one pass in several transactions");
        assertEquals(20, server.number("select count(*) from event_identity"), "7 days, though events are gone");
        assertEquals(10, store(TODAY, 2_000, 2_010).duplicate());
        assertEquals(2_000, store(TODAY, 0, 2_000).stored());
    }

    @Test
    void keepsTheIdentityOfWhatWasStoredLongAfterItWasReceived() {
        while (retention.sweep(FIRST) > 0) {
            assertTrue(true);
        }
        store(OLD, 0, 10);
        while (retention.trimIdentities(noon(FIRST), 4)) {
            assertEquals(10, server.number("select count(*) from event_identity"));
        }
        assertEquals(10, store(TODAY, 0, 10).duplicate());
    }
}
