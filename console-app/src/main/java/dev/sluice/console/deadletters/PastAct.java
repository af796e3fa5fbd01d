package dev.sluice.console.deadletters;

import dev.sluice.console.widget.Numbers;
import dev.sluice.model.deadletter.Discard;
import dev.sluice.model.deadletter.Redrive;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What was done with dead letters of a queue.
sealed interface PastAct {
    String id();

    Instant at();

    /// one line of figures
    String what();

    /// who did it, why, and what else is known
    String more();

    /// label of what can still be done about it, null for nothing
    @Nullable
    String action(Instant now);

    /// what does the same as the action in a terminal
    String line();

    record Sent(Redrive redrive) implements PastAct {
        @Override
        public String id() {
            return redrive.id();
        }

        @Override
        public Instant at() {
            return redrive.startedAt();
        }

        @Override
        public String what() {
            return "Redrive · " + Numbers.grouped(redrive.redriven()) + " of " + Numbers.grouped(redrive.total())
                    + " sent · " + Numbers.grouped(redrive.returned()) + " came back · "
                    + redrive.state().replace('-', ' ');
        }

        @Override
        public String more() {
            return words(redrive.startedBy(), redrive.reason(), redrive.detail());
        }

        @Override
        public @Nullable String action(Instant now) {
            return redrive.state().equals(Redrive.RUNNING) ? "Stop" : null;
        }

        @Override
        public String line() {
            return Lines.stop(redrive.queue(), redrive.id());
        }
    }

    record Gone(Discard discard) implements PastAct {
        @Override
        public String id() {
            return discard.id();
        }

        @Override
        public Instant at() {
            return discard.discardedAt();
        }

        @Override
        public String what() {
            Long restored = discard.restored();
            return "Discard · " + Numbers.count(discard.discarded(), "letter", "letters")
                    + (restored == null
                            ? ""
                            : " · " + Numbers.grouped(restored) + " brought back by " + discard.undoneBy());
        }

        @Override
        public String more() {
            return words(discard.discardedBy(), discard.reason(), null);
        }

        @Override
        public @Nullable String action(Instant now) {
            return discard.state().equals(Discard.DONE) && discard.undoUntil().isAfter(now) ? "Undo" : null;
        }

        @Override
        public String line() {
            return Lines.undo(discard.queue(), discard.id());
        }
    }

    private static String words(String by, @Nullable String reason, @Nullable String detail) {
        return "by " + by + (reason == null ? "" : ", “" + reason + "”") + (detail == null ? "" : ". " + detail);
    }
}
