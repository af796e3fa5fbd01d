package dev.sluice.server.app;

import static dev.sluice.server.app.RunningPipeline.DEADLINE;
import static dev.sluice.server.app.RunningPipeline.OPERATOR;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.sluice.model.deadletter.DeadLetterGroup;
import dev.sluice.model.deadletter.DeadLetterPage;
import dev.sluice.model.deadletter.Discard;
import dev.sluice.model.deadletter.DiscardRequest;
import dev.sluice.model.deadletter.GroupMark;
import dev.sluice.model.deadletter.LetterSelection;
import dev.sluice.model.deadletter.Redrive;
import dev.sluice.model.deadletter.RedriveRequest;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.ledger.Ledger;
import dev.sluice.server.control.DeadLetterActs;
import dev.sluice.server.testkit.Eventually;
import dev.sluice.server.testkit.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLettersIT {
    private static final String QUEUE = "default";
    private static final LetterSelection ALL = LetterSelection.everything();

    private final PipelineFleet fleet = new PipelineFleet(1, Map.of());
    private final TestDatabase database = fleet.servers.database();

    @BeforeEach
    void refuse() {
        DeadEvents.refuse(database);
    }

    @AfterEach
    void stop() {
        fleet.close();
    }

    @Test
    void stopsByItselfWithinOneStepWhenTooManyOfAThousandComeBack() {
        dead(1_000);
        DeadEvents.mend(database);
        Redrive redrive = redrive(RedriveRequest.of(ALL, null, 0.25, "the database was mended"));
        assertEquals(Redrive.STOPPED_BY_ITSELF, redrive.state());
        assertEquals(1_000, redrive.total());
        assertTrue(redrive.returned() > 0.25 * redrive.redriven() || lastStepTooMany(redrive), redrive.toString());
        assertEquals(
                redrive.redriven(),
                database.number(
                        "select count(*) from dead_letter where state = 'redriven' and act = '" + redrive.id() + "'"));
        assertEquals(
                redrive.returned(), database.number("select count(*) from dead_letter where previous is not null"));
        assertEquals(0, earlierStepsTooMany(redrive), "it stopped at the first step that was too much");
        assertTrue(redrive.redriven() < 500, redrive.toString());
        assertTrue(
                redrive.detail().contains(" More than 25 % came back, of all or of the last step of "),
                redrive.detail());
        long stored = redrive.redriven() - redrive.returned();
        assertEquals(stored, database.number("select count(*) from event"));
        Ledger ledger = fleet.settled();
        assertEquals(1_000, ledger.accepted());
        assertEquals(stored, ledger.stored());
        assertEquals(1_000 - stored, ledger.deadLettered());
        assertEquals(1_000 - stored, waiting());
        assertEquals(0, ledger.unexplained());
        assertEquals(1, fleet.audits("redrive").size());
        assertEquals(
                "stopped-by-itself: " + redrive.returned() + " of " + redrive.redriven() + " came back dead.",
                fleet.audits("end-redrive").getFirst().outcome());
    }

    @Test
    void sendsAllOfAThousandWhenThatManyMayComeBack() {
        dead(1_000);
        DeadEvents.mend(database);
        Redrive redrive = redrive(RedriveRequest.of(ALL, 2_000, 1.0, null));
        assertEquals(Redrive.DONE, redrive.state());
        assertEquals(1_000, redrive.redriven());
        assertEquals(300, redrive.returned());
        assertEquals(700, database.number("select count(distinct (source, id)) from event"));
        assertEquals(300, waiting());
        assertEquals(
                300, database.number("select count(*) from dead_letter where attempt = 2 and previous is not null"));
        Ledger ledger = fleet.settled();
        assertEquals(1_000, ledger.accepted());
        assertEquals(700, ledger.stored());
        assertEquals(300, ledger.deadLettered());
        assertEquals(0, ledger.unexplained());
        DeadLetterGroup group = acts().groups(QUEUE).items().getFirst();
        assertEquals(300, group.waiting());
        assertEquals(300, group.returned());
        assertEquals(2, group.attempts());
        assertEquals(
                1_300L,
                acts().groups(null).items().stream()
                        .mapToLong(DeadLettersIT::died)
                        .sum());
    }

    @Test
    void storesARedrivenEventWithItsBytesAndItsReceiveTime() {
        dead(1);
        String letter = database.value("select convert_from(bytes, 'UTF8') || received_at from dead_letter");
        DeadEvents.mend(database);
        DeadLetterPage.Item item =
                acts().page(QUEUE, null, null, 10, null).items().getFirst();
        assertEquals(DeadEvents.event(0), item.text());
        assertEquals(
                1,
                redrive(RedriveRequest.of(LetterSelection.ofIds(List.of(item.id())), null, null, null))
                        .redriven());
        assertEquals(letter, database.value("select body || received_at from event"));
        assertEquals(List.of(), acts().page(QUEUE, null, null, 10, null).items());
        assertEquals(
                item.id(),
                acts().page(QUEUE, "redriven", item.fingerprint(), 10, null)
                        .items()
                        .getFirst()
                        .id());
    }

    @Test
    void storesWhatALetterWasEditedInto() {
        dead(6);
        String id =
                database.value("select id from dead_letter where position('poison' in encode(bytes, 'escape')) > 0");
        String edited = DeadEvents.event(5).replace("poison", "mended");
        Redrive redrive = ended(acts().edit(QUEUE, id, edited.getBytes(UTF_8), "a typo", OPERATOR));
        assertEquals(Redrive.DONE, redrive.state());
        assertEquals(0, redrive.returned());
        assertEquals(edited, database.value("select body from event"));
        assertEquals(
                "redriven/true/poison",
                database.value("select state || '/' || edited || '/' ||"
                        + " (convert_from(bytes, 'UTF8')::json ->> 'type') from dead_letter where id = " + id));
        assertEquals(6, fleet.settled().accepted());
        assertEquals(
                ErrorCode.NOT_FOUND, refusal(() -> acts().edit(QUEUE, id, edited.getBytes(UTF_8), null, OPERATOR)));
    }

    @Test
    void refusesAnEditThatIsNoEvent() {
        dead(1);
        String id = acts().page(QUEUE, null, null, 1, null).items().getFirst().id();
        PipelineException e = assertThrows(PipelineException.class, () -> acts().edit(
                        QUEUE, id, "{\"id\":\"x\",\"source\":7,\"type\":\"t\"}".getBytes(UTF_8), null, OPERATOR));
        assertEquals(ErrorCode.INVALID_ATTRIBUTE, e.code());
        assertTrue(e.getMessage().startsWith("At /source: "), e.getMessage());
        assertEquals(1, waiting());
    }

    @Test
    void countsAForeignMessageAsAcceptedOnceItIsEditedIntoAnEvent() throws Exception {
        try (Connection connection = fleet.servers.broker().connect();
                Channel channel = connection.createChannel()) {
            channel.basicPublish("sluice.events", QUEUE, null, "junk".getBytes(UTF_8));
        }
        Eventually.eventually(DEADLINE, () -> waiting() == 1, "the junk is a dead letter");
        DeadLetterPage.Item junk =
                acts().page(QUEUE, null, null, 1, null).items().getFirst();
        assertFalse(junk.accepted());
        Redrive left = redrive(RedriveRequest.of(ALL, null, null, null));
        assertEquals(0, left.redriven());
        Redrive asked = acts().redrive(
                        QUEUE,
                        RedriveRequest.of(LetterSelection.ofIds(List.of(junk.id(), "999")), null, null, null),
                        OPERATOR);
        assertEquals(
                List.of(ErrorCode.NOT_A_FRAME.code(), ErrorCode.NOT_FOUND.code()),
                asked.refused().stream().map(Redrive.Refused::code).toList());
        ended(asked);
        ended(acts().edit(
                        QUEUE,
                        junk.id(),
                        "{\"id\":\"j\",\"source\":\"/s\",\"type\":\"t\"}".getBytes(UTF_8),
                        null,
                        OPERATOR));
        Ledger ledger = fleet.settled();
        assertEquals(1, ledger.accepted());
        assertEquals(1, ledger.stored());
        assertEquals(0, ledger.deadLettered());
        assertEquals(0, ledger.unexplained());
    }

    @Test
    void discardsLettersAndBringsThemBack() {
        dead(10);
        Discard discard = acts().discard(QUEUE, DiscardRequest.of(ALL, "test data"), OPERATOR);
        assertEquals(10, discard.discarded());
        assertEquals(0, waiting());
        assertEquals(0, fleet.settled().deadLettered());
        assertEquals(10, fleet.settled().purged());
        Discard undone = acts().undo(QUEUE, discard.id(), OPERATOR);
        assertEquals(10L, undone.restored());
        assertEquals(10, waiting());
        assertEquals(10, fleet.settled().deadLettered());
        assertEquals(0, fleet.settled().purged());
        assertEquals(ErrorCode.CONFLICT, refusal(() -> acts().undo(QUEUE, discard.id(), OPERATOR)));
        assertEquals(
                List.of("undo-discard", "discard"),
                fleet.control().audits(10, null).items().stream()
                        .map(a -> a.act())
                        .toList());
    }

    @Test
    void opensAFixedKindAgainWhenAnotherOneDies() {
        dead(1);
        String kind = acts().groups(QUEUE).items().getFirst().fingerprint();
        acts().mark(QUEUE, kind, new GroupMark("fixed", "constraint dropped", "ada"), OPERATOR);
        DeadLetterGroup fixed = acts().groups(QUEUE).items().getFirst();
        assertEquals("fixed", fixed.state());
        assertEquals("ada", fixed.owner());
        dead(2);
        DeadLetterGroup again = acts().groups(QUEUE).items().getFirst();
        assertEquals(kind, again.fingerprint());
        assertEquals("new", again.state());
        assertTrue(again.reopened());
        assertEquals(3L, again.trend().getLast() + again.trend().get(22));
        acts().mark(QUEUE, kind, new GroupMark("ignored", null, null), OPERATOR);
        assertEquals("ignored", acts().groups(QUEUE).items().getFirst().state());
        assertEquals(ErrorCode.NOT_FOUND, refusal(() -> acts().mark(
                        QUEUE, "nobody", new GroupMark("known", null, null), OPERATOR)));
    }

    @Test
    void runsOneRedriveOfAQueueAtATimeAndStopsItWhenAsked() {
        dead(4);
        fleet.pause(QUEUE);
        Redrive running = acts().redrive(QUEUE, RedriveRequest.of(ALL, null, null, null), OPERATOR);
        assertEquals(ErrorCode.CONFLICT, refusal(() -> acts().redrive(
                        QUEUE, RedriveRequest.of(ALL, null, null, null), OPERATOR)));
        Eventually.eventually(
                DEADLINE, () -> acts().get(QUEUE, running.id()).redriven() == 1, "the first step is sent");
        acts().stop(QUEUE, running.id(), OPERATOR);
        Redrive stopped = ended(running);
        assertEquals(Redrive.STOPPED, stopped.state());
        assertEquals(1, stopped.redriven());
        assertEquals(3, waiting());
        fleet.resume(QUEUE);
        // still refused: it comes back though the redrive has ended, and is counted
        Eventually.eventually(
                DEADLINE, () -> acts().get(QUEUE, running.id()).returned() == 1, "the one that was sent is back");
        assertEquals(4, fleet.settled().deadLettered());
    }

    @Test
    void goesOnElsewhereWhenItsInstanceStops() {
        dead(10);
        DeadEvents.mend(database);
        Pipeline other = fleet.start(Map.of());
        fleet.awaitReady();
        fleet.pause(QUEUE);
        Redrive running = acts().redrive(QUEUE, RedriveRequest.of(ALL, null, 1.0, null), OPERATOR);
        Eventually.eventually(
                DEADLINE, () -> acts().get(QUEUE, running.id()).redriven() == 1, "the first step is sent");
        fleet.pipeline(0).close();
        other.control().resume(QUEUE, OPERATOR);
        DeadLetterActs there = other.life().deadLetters();
        Redrive ended = Eventually.eventually(
                DEADLINE,
                () -> there.get(QUEUE, running.id()),
                r -> !r.state().equals(Redrive.RUNNING),
                "the other instance ends it");
        assertEquals(Redrive.DONE, ended.state());
        assertEquals(10, ended.redriven());
        assertEquals(3, ended.returned());
    }

    @Test
    void refusesWhatDoesNotSayWhichLetters() {
        for (LetterSelection which : List.of(
                new LetterSelection(null, null, null),
                new LetterSelection(null, null, false),
                new LetterSelection(List.of(), null, null),
                new LetterSelection(List.of("x"), null, null),
                new LetterSelection(List.of("1"), "f", null))) {
            assertEquals(ErrorCode.MALFORMED_REQUEST, refusal(() -> acts().discard(
                            QUEUE, DiscardRequest.of(which, null), OPERATOR)));
        }
        assertEquals(ErrorCode.NOT_FOUND, refusal(() -> acts().page("nowhere", null, null, 10, null)));
        assertEquals(ErrorCode.MALFORMED_REQUEST, refusal(() -> acts().page(QUEUE, "late", null, 10, null)));
        assertEquals(ErrorCode.INVALID_CURSOR, refusal(() -> acts().page(QUEUE, null, null, 10, "x")));
        for (RedriveRequest request : List.of(
                RedriveRequest.of(ALL, 0, null, null),
                RedriveRequest.of(ALL, null, 1.01, null),
                RedriveRequest.of(ALL, null, Double.NaN, null),
                RedriveRequest.of(ALL, null, null, "x".repeat(501)))) {
            assertEquals(ErrorCode.MALFORMED_REQUEST, refusal(() -> acts().redrive(QUEUE, request, OPERATOR)));
        }
    }

    @Test
    void walksOverPagesOfLetters() {
        dead(5);
        DeadLetterPage first = acts().page(QUEUE, null, null, 3, null);
        assertNotNull(first.next());
        DeadLetterPage second = acts().page(QUEUE, null, null, 3, first.next());
        assertEquals(3, first.items().size());
        assertEquals(2, second.items().size());
        assertNull(second.next());
        assertEquals(0, acts().page(QUEUE, "discarded", null, 3, null).items().size());
        assertEquals(3, acts().page(QUEUE, "all", null, 3, null).items().size());
    }

    private static final String STEPS = "(select step, count(*) as sent, count(*) filter (where exists (select from"
            + " dead_letter n where n.previous = l.id)) as returned from dead_letter l where act = '%s' group by step)";

    private boolean lastStepTooMany(Redrive redrive) {
        return database.number("select count(*) from " + STEPS.formatted(redrive.id())
                        + " s where returned > 0.25 * sent" + " and step = (select max(step) from dead_letter)")
                == 1;
    }

    private long earlierStepsTooMany(Redrive redrive) {
        return database.number("select count(*) from (select *, sum(returned) over (order by step) as r, sum(sent) over"
                + " (order by step) as s from " + STEPS.formatted(redrive.id())
                + " x) y where (returned > 0.25 * sent or"
                + " r > 0.25 * s) and step < (select max(step) from dead_letter)");
    }

    private DeadLetterActs acts() {
        return fleet.pipeline(0).life().deadLetters();
    }

    /// sends so many events, and waits until they are dead
    private void dead(int count) {
        long before = waiting();
        DeadEvents.send(fleet, count);
        Eventually.eventually(DEADLINE, () -> waiting() == before + count, count + " more are dead");
    }

    private long waiting() {
        return database.number("select count(*) from dead_letter where state = 'new'");
    }

    private Redrive redrive(RedriveRequest request) {
        return ended(acts().redrive(QUEUE, request, OPERATOR));
    }

    private Redrive ended(Redrive redrive) {
        return Eventually.eventually(
                DEADLINE,
                () -> acts().get(QUEUE, redrive.id()),
                r -> !r.state().equals(Redrive.RUNNING),
                "the redrive ends");
    }

    private static long died(DeadLetterGroup group) {
        return group.trend().stream().mapToLong(Long::longValue).sum();
    }

    private static ErrorCode refusal(Runnable act) {
        return assertThrows(PipelineException.class, act::run).code();
    }
}
