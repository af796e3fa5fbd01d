package dev.sluice.console.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.client.UnreachableException;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.queue.QueueRemoval;
import dev.sluice.model.queue.QueueState;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class QueueDefinitionDialogsTest {
    private static final UnreachableException LOST =
            new UnreachableException(UnreachableException.Kind.CUT_OFF, "The connection broke off.", null);

    private final QueuesFixture fixture = new QueuesFixture().connected();
    private final QueuesViewModel queues = fixture.model();
    private int closed;

    @Nested
    class Making {
        private final QueueFormViewModel model = queues.newDialog(() -> closed++);

        @Test
        void needsANameThatIsFreeAndFits() {
            assertFalse(model.readyProperty().get());
            model.nameProperty().set("Shipments");
            assertEquals(
                    "1 to 40 of a-z, 0-9 and -, beginning with a letter.",
                    model.formProperty().get().nameError());
            model.nameProperty().set("orders");
            assertEquals(
                    "There is a queue of that name.", model.formProperty().get().nameError());
            model.save();
            assertEquals(List.of(), fixture.control.acts);
            model.nameProperty().set("shipments");
            assertTrue(model.readyProperty().get());
        }

        @Test
        void tellsWhatIsWrongWithEachField() {
            model.nameProperty().set("shipments");
            model.patternsProperty().set("a.*\na.*");
            model.positionProperty().set("first");
            model.limitProperty().set("1 KiB");

            QueueForm form = model.formProperty().get();
            assertEquals("a.* is there twice.", form.patternsError());
            assertEquals("A whole number from 1 to 1000000.", form.positionError());
            assertEquals("From 64 KiB to 1 PiB.", form.limitError());
            model.limitProperty().set("much");
            assertTrue(model.formProperty().get().limitError().contains("not a size such as"));
            assertFalse(model.readyProperty().get());
        }

        @Test
        void makesTheQueueAndCloses() {
            model.nameProperty().set(" shipments ");
            model.patternsProperty().set("shipment.*\n\n parcel.* ");
            model.limitProperty().set("512 MiB");
            model.save();

            assertEquals(
                    List.of("define shipments [shipment.*, parcel.*] at null up to 536870912"), fixture.control.acts);
            assertEquals(1, closed);
            assertEquals("Made shipments", fixture.notices.getFirst().text());
        }

        @Test
        void staysOpenAndSaysWhatWentWrong() {
            fixture.control.failure = LOST;
            model.nameProperty().set("shipments");
            model.save();

            assertEquals(0, closed);
            assertEquals("The connection broke off.", model.errorProperty().get());
            assertTrue(model.readyProperty().get());
        }

        @Test
        void showsWhichOfTheNewestTypesWouldCome() {
            model.nameProperty().set("shipments");
            model.patternsProperty().set("shipment.*");

            TypePreview preview = model.previewProperty().get();
            assertEquals("12 of the newest 300 stored events would come here:", preview.headline());
            assertEquals(List.of(new TypeCount("shipment.sent", 9), new TypeCount("shipment.late", 3)), preview.here());
            model.patternsProperty().set("");
            assertEquals(
                    "Without an event type it takes nothing new.",
                    model.previewProperty().get().headline());
            model.patternsProperty().set("nothing.*");
            assertEquals(
                    "None of the newest 300 stored events would come here.",
                    model.previewProperty().get().headline());
        }

        @Test
        void saysWhenAnotherQueueTakesATypeFirst() {
            model.patternsProperty().set("*.placed");
            assertEquals(
                    List.of("order.placed (80) fits too, but orders takes it first."),
                    model.previewProperty().get().notes());
            model.positionProperty().set("1");
            assertEquals(List.of(), model.previewProperty().get().notes());
            assertEquals(
                    List.of(new TypeCount("order.placed", 80)),
                    model.previewProperty().get().here());
        }

        @Test
        void triesAType() {
            model.nameProperty().set("shipments");
            model.patternsProperty().set("shipment.*");
            assertEquals("", model.trialProperty().get());
            model.triedProperty().set("shipment.lost");
            assertEquals("→ shipments, by shipment.*", model.trialProperty().get());
            model.triedProperty().set("page.viewed");
            assertEquals("→ clicks, by page.viewed", model.trialProperty().get());
            model.triedProperty().set("else");
            assertEquals(
                    "→ default: no other queue takes it", model.trialProperty().get());
        }
    }

    @Nested
    class Changing {
        @Test
        void startsWithWhatIsThereAndSavesWhatWasTyped() {
            QueueFormViewModel model = queues.changeDialog(row("clicks"), () -> closed++);
            assertEquals("click.*\npage.viewed", model.patternsProperty().get());
            assertEquals("512 MiB", model.limitProperty().get());
            model.patternsProperty().set("click.*");
            assertEquals(
                    List.of("page.viewed (41) no longer comes here; it goes to default."),
                    model.previewProperty().get().notes());
            model.limitProperty().set("");
            model.save();

            assertEquals(
                    List.of("define clicks [click.*] at "
                            + row("clicks").state().position() + " up to null"),
                    fixture.control.acts);
            assertEquals("Changed clicks", fixture.notices.getFirst().text());
        }

        @Test
        void changesOnlyTheLimitOfTheDefault() {
            QueueFormViewModel model = queues.changeDialog(row("default"), () -> closed++);
            assertTrue(model.isDefault());
            model.limitProperty().set("1 GiB");
            model.save();

            assertEquals(List.of("define default null at null up to 1073741824"), fixture.control.acts);
        }

        @Test
        void keepsALimitToTheByteWhenItIsNotTouched() {
            var exact = new QueueState.Limits(1_234_567, true, 0, false, QueueState.Limits.APPLIED, null);
            assertEquals("1234567", QueueForm.limitText(exact));
        }
    }

    @Nested
    class Deleting {
        @Test
        void refusesAQueueThatHoldsEventsAndSaysHowMany() {
            DeleteViewModel model = queues.deleteDialog(row("orders"), () -> closed++);

            assertFalse(model.possible());
            assertTrue(model.what().startsWith("orders holds 3"), model.what());
            model.delete();
            assertEquals(List.of(), fixture.control.acts);
        }

        @Test
        void neverDeletesTheDefault() {
            assertFalse(queues.deleteDialog(row("default"), () -> {}).possible());
        }

        @Test
        void deletesAnEmptyQueue() {
            queues.deleteDialog(row("test"), () -> closed++).delete();

            assertEquals(List.of("delete test"), fixture.control.acts);
            assertEquals("Deleted test", fixture.notices.getFirst().text());
            assertEquals(1, closed);
        }

        @Test
        void tellsThatItTakesTimeOrWasRefused() {
            fixture.control.removal = new QueueRemoval("test", QueueState.RETIRING);
            queues.deleteDialog(row("test"), () -> closed++).delete();
            assertEquals(Tone.WARNING, fixture.notices.getFirst().tone());

            fixture.control.failure = LOST;
            DeleteViewModel refused = queues.deleteDialog(row("test"), () -> closed++);
            refused.delete();
            assertEquals("The connection broke off.", refused.errorProperty().get());
            assertEquals(1, closed);
        }
    }

    @Nested
    class Standing {
        @Test
        void showsHowFullAQueueIs() {
            assertEquals("10 %", row("clicks").fill());
            assertEquals("< 1 %", row("default").fill());
            assertEquals("0 %", row("test").fill());
        }

        @Test
        void marksAFullQueueAndWhatIsWrongOnTheBroker() {
            QueueState full = QueuesTestData.with(
                    row("test").state(),
                    new QueueState.Limits(
                            1 << 20, true, 1 << 20, true, QueueState.Limits.INGEST_ONLY, "it may not set policies"),
                    List.of());
            QueueState wrong = QueuesTestData.with(
                    row("audit").state(), null, List.of("Policy ops sets overflow=drop-head on sluice.audit."));
            fixture.second(List.of(wrong, full));
            queues.activate();

            assertEquals("full", queues.rows().get(1).pill());
            assertEquals("100 %", queues.rows().get(1).fill());
            assertEquals("fault", queues.rows().getFirst().pill());
            assertEquals(Tone.DANGER, queues.rows().getFirst().tone());
            assertEquals("1 fault", queues.badgeProperty().get().text());
            queues.choose("audit");
            QueueDetail detail = queues.detailProperty().get();
            assertTrue(detail != null && detail.faults().getFirst().contains("drop-head"), "the reason stands there");
            assertEquals(
                    "1 MiB of 1 MiB; held by ingest alone",
                    QueueDetails.limit(queues.rows().get(1).state().limits()));
        }
    }

    private QueueRow row(String name) {
        return QueuesTestData.at(0, new SplittableRandom(1)).stream()
                .filter(q -> q.name().equals(name))
                .map(q -> QueueRow.of(q, fixture.feed.model().queueHistory().of(name)))
                .findFirst()
                .orElseThrow();
    }
}
