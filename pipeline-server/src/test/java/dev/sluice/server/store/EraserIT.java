package dev.sluice.server.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.event.Event;
import dev.sluice.server.frame.FrameId;
import dev.sluice.server.testkit.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What erasing leaves, and what it does not.
class EraserIT {
    private static final int EVENTS = 1_300;
    private static final Instant START = Instant.now().minus(Duration.ofMinutes(10));
    private static TestDatabase server;
    private static Database database;
    private static EventQueries queries;
    private static FrameStore frames;

    @BeforeAll
    static void open() {
        server = TestDatabase.create();
        database = new Database(server.settings());
        database.open();
        queries = new EventQueries(database);
        frames = new FrameStore(database);
    }

    @AfterAll
    static void close() {
        database.close();
        server.close();
    }

    /// Every tenth is Alice's, and blocks are shared by all.
    @BeforeEach
    void store() {
        server.execute("truncate event, event_block, event_identity, dead_letter, conflict, rejection, purge_plan,"
                + " purge_snapshot, incarnation, frame_outcome");
        for (int from = 0; from < EVENTS; from += 100) {
            List<Event> events = new ArrayList<>();
            for (int i = from; i < from + 100; i++) {
                events.add(event(i));
            }
            frames.append(List.of(new FrameToStore(
                    new FrameId(1, from), "default", START.plusSeconds(from / 100), 100, events, List.of())));
        }
    }

    private static Event event(int i) {
        boolean alice = i % 10 == 0;
        String subject = alice ? "alice" : "person-" + i % 7;
        String word = alice ? "velociraptor" : "sparrow";
        int amount = alice ? 1_000_000 + i : i;
        String json =
                "{\"id\":\"e%d\",\"source\":\"/s/%d\",\"type\":\"t\",\"subject\":\"%s\",\"data\":{\"word\":\"%s\",\"amount\":%d}}"
                        .formatted(i, i % 3, subject, word, amount);
        return new Event("/s/" + i % 3, "e" + i, "t", subject, null, json.getBytes(StandardCharsets.UTF_8));
    }

    private static int erase(@Nullable String source, @Nullable String subject) {
        Eraser eraser = new Eraser(database, new Erasable(source, subject), true);
        int erased = 0;
        for (int events = eraser.nextEvents(); events > 0; events = eraser.nextEvents()) {
            erased += events;
        }
        eraser.clean();
        return erased;
    }

    private static long count(Condition condition) {
        return queries.count(new EventWindow(condition, null, null), Duration.ofSeconds(10));
    }

    private static Condition word(String word) {
        return new Condition.Value("data.word", word, false);
    }

    private static long blocksWith(long term) {
        return server.number("select count(*) from event_block where terms @> array[" + term + "]::int8[]");
    }

    @Test
    void leavesNothingThatLeadsToWhatWasErased() {
        assertEquals(130, count(word("velociraptor")));
        long word = Words.terms("velociraptor").getFirst();
        assertTrue(blocksWith(word) > 0);
        assertEquals(130, erase(null, "alice"));
        assertEquals(0, count(word("velociraptor")));
        assertEquals(0, blocksWith(word), "no block leads to it");
        assertEquals(0, blocksWith(TermHash.value(TermHash.TEXT, "subject", "alice")));
        assertEquals(0, server.number("select count(*) from event_block where 1000000 <= any(number_highs)"));
        assertEquals(EVENTS, server.number("select count(*) from event_identity"), "tombstones");
    }

    @Test
    void leavesEveryOtherEventWhereItCanBeFound() {
        List<Condition> questions = List.of(
                word("sparrow"),
                new Condition.Attribute(Condition.Field.SUBJECT, Glob.exact("person-3")),
                new Condition.Attribute(Condition.Field.SOURCE, Glob.exact("/s/1")),
                new Condition.Attribute(Condition.Field.ID, Glob.exact("e77")),
                new Condition.Text("sparrow"),
                new Condition.Present("data.amount"),
                new Condition.Value("data.amount", "77", false));
        Condition others = new Condition.Not(new Condition.Attribute(Condition.Field.SUBJECT, Glob.exact("alice")));
        List<Long> before = questions.stream()
                .map(question -> count(new Condition.And(List.of(question, others))))
                .toList();
        erase(null, "alice");
        assertEquals(before, questions.stream().map(EraserIT::count).toList());
        assertEquals(EVENTS - 130, count(new Condition.All()));
    }

    @Test
    void erasesBySourceAndByBoth() {
        assertEquals(44, erase("/s/0", "alice"));
        assertEquals(86, count(new Condition.Attribute(Condition.Field.SUBJECT, Glob.exact("alice"))));
        assertEquals(433, erase("/s/1", null));
        assertEquals(0, count(new Condition.Attribute(Condition.Field.SOURCE, Glob.exact("/s/1"))));
        assertEquals(0, erase("/s/1", null));
    }

    @Test
    void countsWhatIsSentAgainAsADuplicateAndDoesNotStoreIt() {
        erase(null, "alice");
        FrameOutcome outcome = frames.append(List.of(new FrameToStore(
                        new FrameId(2, 0), "default", Instant.now(), 2, List.of(event(0), event(10)), List.of())))
                .getFirst();
        assertEquals(2, outcome.duplicate());
        assertEquals(0, count(word("velociraptor")));
    }

    @Test
    void takesBlocksAwayThatHaveNothingLeft() {
        for (int source = 0; source < 3; source++) {
            erase("/s/" + source, null);
        }
        assertEquals(0, server.number("select count(*) from event"));
        assertEquals(0, server.number("select count(*) from event_block"));
    }

    @Test
    void reachesWhatIsKeptBesideTheEvents() {
        letter("{\"source\":\"/s\",\"subject\":\"alice\",\"id\":1}");
        letter("[{\"subject\":\"bob\"},{\"subject\":\"al\\u0069ce\"}]");
        letter("{\"subject\":\"alice\", cut off");
        letter("{\"subject\":\"bob\",\"data\":\"alice\"}");
        rejection("{\"source\":\"/s\",\"subject\":\"alice\"}");
        rejection("[{\"subject\":\"bob\"}]");
        conflict("e0", "{\"subject\":\"bob\"}");
        conflict("e1", "{\"subject\":\"alice\"}");
        conflict("e2", "{\"subject\":\"bob\"}");
        plan("[{\"type\":\"t\",\"source\":\"/s\",\"id\":\"1\",\"subject\":\"alice\"},"
                + "{\"type\":\"t\",\"source\":\"/s\",\"id\":\"2\",\"subject\":null}]");
        var found = new Eraser(database, new Erasable(null, "alice"), false).elsewhere();
        assertEquals(
                Set.of("3 letters", "1 rejections", "2 conflicts", "1 purges"),
                new TreeSet<>(Stream.of(
                                found.deadLetters() + " letters",
                                found.rejections() + " rejections",
                                found.conflicts() + " conflicts",
                                found.purges() + " purges")
                        .toList()));
        assertEquals(4, server.number("select count(*) from dead_letter where bytes <> ''"), "only counted");
        assertEquals(found, new Eraser(database, new Erasable(null, "alice"), true).elsewhere());
        assertEquals(4, server.number("select count(*) from dead_letter"));
        assertEquals(3, server.number("select count(*) from dead_letter where bytes = '' and state = 'erased'"));
        assertEquals(1, server.number("select count(*) from rejection"));
        assertEquals("e2", server.value("select event_id from conflict"));
        assertEquals(
                "{\"count\":3,\"samples\":[{\"type\":\"t\",\"source\":\"/s\",\"id\":\"2\",\"subject\":null}]}",
                server.value("select plan from purge_plan"));
        assertEquals(
                0,
                new Eraser(database, new Erasable(null, "alice"), true)
                        .elsewhere()
                        .total());
    }

    @Test
    void emptiesLettersThatWereTreatedAndLeavesThemSo() {
        for (String state : List.of("new", "redriven", "discarded")) {
            letter("{\"subject\":\"alice\"}");
            server.execute(
                    "update dead_letter set state = '" + state + "' where id = (select max(id) from dead_letter)");
        }
        assertEquals(
                3,
                new Eraser(database, new Erasable(null, "alice"), true)
                        .elsewhere()
                        .deadLetters());
        assertEquals(
                "erased redriven discarded",
                server.value("select string_agg(state, ' ' order by id) from dead_letter where bytes = ''"));
    }

    @Test
    void takesEventsOutOfWhatCouldBePutBack() {
        snapshot(
                0,
                3,
                "[{\"source\":\"/s\",\"id\":\"1\",\"type\":\"t\",\"subject\":\"alice\"},"
                        + "{\"source\":\"/s\",\"id\":\"2\",\"type\":\"t\"},"
                        + "{\"source\":\"/s\",\"id\":\"3\",\"type\":\"t\",\"subject\":\"alice\"}]");
        snapshot(3, 1, "[{\"source\":\"/s\",\"id\":\"4\",\"type\":\"t\",\"subject\":\"alice\"}]");
        snapshot(4, 1, "[{\"source\":\"/s\",\"id\":\"5\",\"type\":\"t\",\"subject\":\"bob\"}]");
        assertEquals(
                3,
                new Eraser(database, new Erasable(null, "alice"), false)
                        .elsewhere()
                        .purges());
        assertEquals(3, server.number("select count(*) from purge_snapshot"), "only counted");
        assertEquals(
                3,
                new Eraser(database, new Erasable(null, "alice"), true)
                        .elsewhere()
                        .purges());
        assertEquals(
                "1 [{\"source\":\"/s\",\"id\":\"2\",\"type\":\"t\"}]",
                server.value("select count || ' ' || convert_from(body, 'UTF8') from purge_snapshot where seq = 0"));
        assertEquals(2, server.number("select count(*) from purge_snapshot"));
    }

    private static void snapshot(int seq, int count, String body) {
        server.execute("insert into purge_snapshot (plan, incarnation, seq, count, queue, received_at, body) values"
                + " ('p', 1, " + seq + ", " + count + ", 'default', now(), convert_to('" + body + "', 'UTF8'))");
    }

    private static void letter(String text) {
        server.execute("insert into dead_letter (queue, bytes, code, detail, fingerprint) values ('default',"
                + " convert_to('" + text + "', 'UTF8'), 'unstorable', 'because of alice', 'f')");
    }

    private static void rejection(String body) {
        server.execute(
                "insert into rejection (at, code, pointer, detail, key_name, address, request_id, bytes, body, cut)"
                        + " values (now(), 'c', '', '', 'k', 'a', 'r', 1, convert_to('" + body + "', 'UTF8'), false)");
    }

    private static void conflict(String id, String later) {
        server.execute("insert into conflict (source, event_id, type, queue, identity, kept_received_at, kept_sha256,"
                + " kept_bytes, later_received_at, later_sha256, later_bytes, later_body) select source, id, type, queue,"
                + " identity, received_at, '', 1, now(), '', 1, convert_to('" + later + "', 'UTF8') from event"
                + " where id = '" + id + "'");
    }

    private static void plan(String samples) {
        server.execute("insert into purge_plan (id, queue, plan, expires, created_by, created_at, state, purged) values"
                + " ('p', 'default', '{\"count\":3,\"samples\":" + samples + "}', now(), 'a', now(), 'planned', 0)");
    }
}
