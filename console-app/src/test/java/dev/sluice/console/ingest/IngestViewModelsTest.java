package dev.sluice.console.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.task.ImmediateTaskRunner;
import dev.sluice.console.task.ManualTicker;
import dev.sluice.console.widget.Notice;
import dev.sluice.console.widget.Tone;
import dev.sluice.console.widget.ViewState;
import dev.sluice.model.error.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class IngestViewModelsTest {
    private final FakeIngestControl control = new FakeIngestControl();
    private final ImmediateTaskRunner tasks = new ImmediateTaskRunner();
    private final ManualTicker ticker = new ManualTicker(FakeIngestControl.NOW);
    private final List<Notice> notices = new ArrayList<>();

    @Nested
    class Rejections {
        private final RejectionsViewModel model = new RejectionsViewModel(control, tasks, ticker);

        private RejectionsViewModel shown() {
            model.activate();
            return model;
        }

        private String result() {
            return model.resultProperty().get().text();
        }

        @Test
        void tellsWhatIsRefusedAndHowOften() {
            assertEquals(ViewState.LOADING, model.stateProperty().get());
            shown();
            assertEquals(ViewState.READY, model.stateProperty().get());
            assertEquals(5, model.rows().size());
            assertEquals(
                    new RateRow("invalid-attribute", Tone.DANGER, "/shop/3", "131 in the last hour · 2.4 a minute"),
                    model.rates().getFirst());
            assertEquals("", model.rates().get(1).source());
            assertEquals("15 refused", model.badgeProperty().get().text());
        }

        @Test
        void tellsWhetherARequestOrAMessageWasRefused() {
            shown();
            assertEquals(
                    List.of("Event 1", "Event 1", "The whole request", "The message", "The whole request"),
                    model.rows().stream().map(RejectionRow::what).toList());
            assertEquals(
                    "2026-11-30 09:57:40.000 UTC · over AMQP · user shop-hamburg · 61 bytes · message m-4711",
                    model.rows().get(3).origin());
            assertEquals(
                    "2026-11-30 09:59:56.000 UTC · key shop-berlin · 10.0.3.17 · 84 bytes · request 1f0c44a2b7de9013",
                    model.rows().getFirst().origin());
        }

        @Test
        void saysThatNothingWasRefused() {
            control.rejections.clear();
            shown();
            assertInstanceOf(ViewState.Empty.class, model.stateProperty().get());
            assertEquals("", model.badgeProperty().get().text());
        }

        @Test
        void sendsAnEventAsItWasUntilItIsChanged() {
            shown().choose(model.rows().getFirst());
            assertTrue(model.readyProperty().get());
            model.resubmit();
            assertEquals(List.of("resubmit 9 as it was"), control.acts);
            assertEquals(Tone.SUCCESS, model.resultProperty().get().tone());
            assertEquals("sent again", model.rows().getFirst().code());
            assertFalse(model.readyProperty().get(), "it is sent once");
        }

        @Test
        void sendsWhatTheOperatorMadeOfIt() {
            shown().choose(model.rows().getFirst());
            model.bodyProperty().set("{\"id\":\"mended\"}");
            model.resubmit();
            assertEquals(List.of("resubmit 9 {\"id\":\"mended\"}"), control.acts);
        }

        @Test
        void tellsInlineWhyItWasRejectedAgainAndKeepsTheText() {
            control.rejectAgain = true;
            shown().choose(model.rows().getFirst());
            model.bodyProperty().set("{\"still\":\"wrong\"}");
            model.resubmit();
            assertEquals("Rejected again: invalid-attribute /time. still no time", result());
            assertEquals("{\"still\":\"wrong\"}", model.bodyProperty().get());
            assertTrue(model.readyProperty().get());
            model.restore();
            assertTrue(model.bodyProperty().get().contains("yesterday"));
        }

        @Test
        void asksForATextWhereNoneWasKept() {
            shown().choose(model.rows().get(2));
            assertTrue(result().contains("was not kept"), result());
            assertFalse(model.readyProperty().get());
            model.bodyProperty().set("{}");
            assertTrue(model.readyProperty().get());
        }

        @Test
        void keepsWhatTheOperatorTypesWhileNewRejectionsCome() {
            shown().choose(model.rows().getFirst());
            model.bodyProperty().set("half-way");
            control.rejections.addFirst(
                    FakeIngestControl.rejection("10", 0, "missing-attribute", "/id", "id is required", "/s"));
            ticker.advance(RejectionsViewModel.EVERY);
            assertEquals(6, model.rows().size());
            assertEquals("half-way", model.bodyProperty().get());
            assertEquals("9", model.chosenProperty().get().id());
        }

        @Test
        void greysWhenTheServerIsAwayAndSaysWhyWhenItSaysNo() {
            shown();
            control.failure = ErrorCode.DATABASE_UNAVAILABLE;
            ticker.advance(Duration.ofSeconds(12));
            assertInstanceOf(ViewState.Stale.class, model.stateProperty().get());
            assertEquals(5, model.rows().size());
            control.failure = ErrorCode.FORBIDDEN;
            ticker.advance(RejectionsViewModel.EVERY);
            assertEquals(
                    new ViewState.Failed("forbidden", "The server says no.", "r-1"),
                    model.stateProperty().get());
        }
    }

    @Nested
    class Conflicts {
        private final ConflictsViewModel model = new ConflictsViewModel(control, tasks, ticker);

        @Test
        void showsBothTextsAndWhereTheyPart() {
            model.activate();
            assertEquals(
                    List.of("84 B", "1,284 B"),
                    List.of(
                            model.rows().getFirst().kept(),
                            model.rows().getFirst().later()));
            model.choose(model.rows().getFirst());
            ConflictsViewModel.Texts texts = model.textsProperty().get();
            assertTrue(texts.kept().contains("12.50"), texts.kept());
            assertTrue(texts.later().contains("13.00"), texts.later());
            assertEquals("They are the same up to character " + texts.kept().indexOf("2.50") + ".", texts.note());
        }

        @Test
        void saysThatTheFirstIsGone() {
            model.activate();
            model.choose(model.rows().getLast());
            assertEquals(
                    "The first one is no longer stored.",
                    model.textsProperty().get().note());
        }

        @Test
        void keepsTheChosenOneWhileOthersComeAndSaysWhatFails() {
            model.activate();
            model.choose(model.rows().getFirst());
            control.conflicts.addFirst(FakeIngestControl.conflict("4", 0, "new", "/s"));
            ticker.advance(ConflictsViewModel.EVERY);
            assertEquals(4, model.rows().size());
            assertEquals("3", model.chosenProperty().get().id());
            control.failure = ErrorCode.DATABASE_UNAVAILABLE;
            model.choose(model.rows().getFirst());
            assertEquals("The server says no.", model.textsProperty().get().note());
            ticker.advance(ConflictsViewModel.EVERY);
            assertInstanceOf(ViewState.Stale.class, model.stateProperty().get());
        }

        @Test
        void saysThatThereIsNone() {
            control.conflicts.clear();
            model.activate();
            assertInstanceOf(ViewState.Empty.class, model.stateProperty().get());
        }
    }

    @Nested
    class Keys {
        private final KeysViewModel model = new KeysViewModel(control, tasks, ticker, notices::add);
        private int closed;

        @Test
        void listsKeysWithTheirState() {
            model.activate();
            assertEquals(
                    List.of("active", "active", "expired", "revoked"),
                    model.rows().stream().map(KeyRow::state).toList());
            assertEquals("500 /s", model.rows().getFirst().rate());
            assertEquals("every queue", model.rows().get(1).queues());
            assertEquals(
                    List.of("never", "never", "2026-11-30 09:00", "never"),
                    model.rows().stream().map(KeyRow::expires).toList());
            assertFalse(model.rows().get(2).usable(), "an expired key whose name was given up cannot be revoked");
        }

        @Test
        void makesAKeyAndShowsItsSecretInTheDialogOnly() {
            model.activate();
            KeyDialogModel dialog = model.createDialog(() -> closed++);
            assertFalse(dialog.readyProperty().get());
            dialog.nameProperty().set("app");
            dialog.sourcesProperty().set("/a, /b/*");
            dialog.rateProperty().set("20");
            dialog.lifeProperty().set(KeyLife.MONTH);
            dialog.create();
            assertEquals(
                    List.of("issue app [/a, /b/*] [*] KeyRate[perSecond=20, burst=20] 2026-12-30T10:00:00Z"),
                    control.acts);
            assertEquals(FakeIngestControl.TOKEN, dialog.tokenProperty().get());
            assertEquals(5, model.rows().size());
            dialog.create();
            assertEquals(1, control.acts.size(), "a second Enter makes no second key");
        }

        @Test
        void refusesARateThatIsNoNumberWithoutAsking() {
            KeyDialogModel dialog = model.createDialog(() -> closed++);
            dialog.nameProperty().set("app");
            dialog.sourcesProperty().set("*");
            dialog.rateProperty().set("fast");
            dialog.create();
            assertTrue(dialog.errorProperty().get().contains("whole number"));
            assertEquals(List.of(), control.acts);
        }

        @Test
        void revokesAfterAQuestion() {
            model.activate();
            RevokeModel dialog = model.revokeDialog(model.rows().getFirst(), () -> closed++);
            dialog.revoke();
            assertEquals(List.of("revoke a1"), control.acts);
            assertEquals(1, closed);
            assertEquals("Revoked key shop-berlin", notices.getFirst().text());
            assertEquals("revoked", model.rows().getFirst().state());
        }

        @Test
        void keepsTheQuestionOpenWhenItFails() {
            model.activate();
            RevokeModel dialog = model.revokeDialog(model.rows().getFirst(), () -> closed++);
            control.failure = ErrorCode.DATABASE_UNAVAILABLE;
            dialog.revoke();
            assertEquals(0, closed);
            assertEquals("The server says no.", dialog.errorProperty().get());
            assertFalse(dialog.busyProperty().get());
        }
    }
}
