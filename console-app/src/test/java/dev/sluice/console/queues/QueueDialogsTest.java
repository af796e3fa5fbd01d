package dev.sluice.console.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.client.ProblemException;
import dev.sluice.console.client.UnreachableException;
import dev.sluice.console.widget.Notice;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.Problem;
import dev.sluice.model.queue.Purge;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class QueueDialogsTest {
    private static final UnreachableException LOST =
            new UnreachableException(UnreachableException.Kind.CUT_OFF, "The connection broke off.", null);

    private final QueuesFixture fixture = new QueuesFixture();
    private int closed;

    @Nested
    class Pausing {
        private final PauseViewModel model = fixture.model().pauseDialog("orders", () -> closed++);

        @Test
        void needsAReason() {
            model.reasonProperty().set("  ");
            model.pause();

            assertFalse(model.readyProperty().get());
            assertEquals(List.of(), fixture.control.acts);
        }

        @Test
        void pausesWithReasonAndEndAndCloses() {
            model.reasonProperty().set(" db upgrade ");
            model.lengthProperty().set(PauseViewModel.Length.MINUTES_15);
            model.pause();

            assertEquals(
                    List.of("pause orders db upgrade until "
                            + fixture.ticker.now().plusSeconds(900)),
                    fixture.control.acts);
            assertEquals(1, closed);
            assertEquals("Paused orders", fixture.notices.getFirst().text());
        }

        @Test
        void staysOpenAndSaysWhatWentWrong() {
            fixture.control.failure = LOST;
            model.reasonProperty().set("db upgrade");
            model.pause();

            assertEquals(0, closed);
            assertEquals("The connection broke off.", model.errorProperty().get());
            assertTrue(model.readyProperty().get());
        }
    }

    @Nested
    class Purging {
        private final PurgeViewModel model = fixture.model().purgeDialog("orders", () -> closed++);

        @Test
        void asksForThePlanAtOnceAndPurgesNothingYet() {
            assertInstanceOf(PurgeStage.Planned.class, model.stageProperty().get());
            assertEquals(List.of("plan orders"), fixture.control.acts);
        }

        @Test
        void needsTheReasonAndTheExactName() {
            model.reasonProperty().set("imported twice");
            model.typedNameProperty().set("order");
            model.purge();
            assertEquals(List.of("plan orders"), fixture.control.acts);

            model.typedNameProperty().set("orders");
            assertTrue(model.readyProperty().get());
            model.reasonProperty().set("");
            assertFalse(model.readyProperty().get());
        }

        @Test
        void followsThePurgeToItsEndAndTellsTheCount() {
            fixture.control.pollsUntilDone = 2;
            start();
            assertEquals(
                    new PurgeStage.Running(10, 392, 12_000),
                    model.stageProperty().get());
            fixture.ticker.advance(Duration.ofMillis(250));
            assertEquals(
                    new PurgeStage.Running(200, 392, 12_000),
                    model.stageProperty().get());
            fixture.ticker.advance(Duration.ofMillis(250));

            assertEquals(1, closed);
            assertEquals(
                    "Purged 392 events from orders", fixture.notices.getFirst().text());
            assertEquals("purge orders plan-1 imported twice as orders", fixture.control.acts.get(1));
        }

        @Test
        void looksAgainWhenTheStateCannotBeAsked() {
            start();
            fixture.control.failure = LOST;
            fixture.ticker.advance(Duration.ofMillis(250));
            assertTrue(model.errorProperty().get().endsWith("The purge may still go on; looking again."));
            fixture.control.failure = null;
            fixture.ticker.advance(Duration.ofSeconds(2));

            assertEquals(1, closed);
        }

        @Test
        void stopsAPurgeUnderWay() {
            fixture.control.endState = Purge.STOPPED;
            fixture.control.purged = 120;
            start();
            model.cancel();
            fixture.ticker.advance(Duration.ofMillis(250));

            assertTrue(fixture.control.acts.contains("stop plan-1"));
            assertEquals(
                    "Stopped: 120 of 392 purged from orders",
                    fixture.notices.getFirst().text());
            assertEquals(Tone.WARNING, fixture.notices.getFirst().tone());
        }

        @Test
        void explainsWhyAPlanWasRefused() {
            fixture.control.failure = refusal(ErrorCode.PLAN_STALE, "The queue moved on; make a new plan.");
            start();

            assertEquals(
                    new PurgeStage.Failed("The queue moved on; make a new plan."),
                    model.stageProperty().get());
        }

        @Test
        void asksWhetherThePurgeBeganWhenNoAnswerCame() {
            fixture.control.failure = LOST;
            start();
            assertInstanceOf(PurgeStage.Running.class, model.stageProperty().get());
            assertEquals(
                    "The connection broke off. The purge may have begun; looking again.",
                    model.errorProperty().get());
            fixture.control.failure = null;
            fixture.ticker.advance(Duration.ofSeconds(2));

            assertEquals(1, closed);
            assertEquals(
                    "Purged 392 events from orders", fixture.notices.getFirst().text());
        }

        @Test
        void saysThatNothingWasPurgedWhenItNeverBegan() {
            fixture.control.failure = LOST;
            start();
            fixture.control.failure = refusal(ErrorCode.NOT_FOUND, "Plan plan-1 was not started.");
            fixture.ticker.advance(Duration.ofSeconds(2));

            assertEquals(
                    new PurgeStage.Failed("Plan plan-1 was not started."),
                    model.stageProperty().get());
            model.cancel();
            assertEquals(1, closed);
        }

        @Test
        void leavesWhatCannotBeStoppedWhenAskedTwice() {
            start();
            fixture.control.failure = LOST;
            model.cancel();
            assertEquals(0, closed);
            assertTrue(model.errorProperty().get().startsWith("It could not be stopped: The connection broke off."));
            model.cancel();
            assertEquals(1, closed);
        }

        @Test
        void asksForNoNameWhereThereIsAWayBackAndOffersIt() {
            fixture.control.plan = QueuesTestData.plan(392, false);
            fixture.control.undoUntil = QueuesTestData.NOW.plusSeconds(600);
            model.plan();
            model.reasonProperty().set("imported twice");
            assertTrue(model.readyProperty().get());
            model.purge();
            fixture.ticker.advance(Duration.ofMillis(250));
            assertEquals("purge orders plan-1 imported twice", fixture.control.acts.get(2));
            Notice done = fixture.notices.getFirst();
            assertEquals("Undo", done.action());

            done.onAction().run();
            assertTrue(fixture.control.acts.contains("undo orders plan-1"));
            assertEquals(
                    "Put 392 events back into orders", fixture.notices.get(1).text());
        }

        @Test
        void takesNoPlanForAnotherFilterThanTheOneTyped() {
            model.reasonProperty().set("x");
            model.typedNameProperty().set("orders");
            model.typeProperty().set("order.*");
            assertFalse(model.readyProperty().get());
            model.olderThanProperty().set("soon");
            model.plan();
            assertTrue(model.errorProperty().get().contains("90s, 15m, 2h or 7d"));
            model.olderThanProperty().set("2h");
            model.plan();
            assertTrue(model.readyProperty().get());
            assertEquals("plan orders by type order.*, older than 2h", fixture.control.acts.getLast());
            assertEquals(
                    "./sluice queues purge orders --type 'order.*' --older-than '2h' --reason 'x'", model.command());
        }

        private static ProblemException refusal(ErrorCode code, String detail) {
            return new ProblemException(Problem.of(code, detail, "r-1"), null);
        }

        private void start() {
            model.reasonProperty().set("imported twice");
            model.typedNameProperty().set("orders");
            model.purge();
        }
    }

    @Test
    void hasNothingToDoForAnEmptyQueue() {
        fixture.control.plan = QueuesTestData.plan(0, true);
        PurgeViewModel model = fixture.model().purgeDialog("orders", () -> {});
        model.reasonProperty().set("x");
        model.typedNameProperty().set("orders");

        assertFalse(model.readyProperty().get());
    }
}
