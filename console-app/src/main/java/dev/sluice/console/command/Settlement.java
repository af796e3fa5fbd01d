package dev.sluice.console.command;

import dev.sluice.console.client.SluiceClient;
import dev.sluice.model.ledger.Ledger;
import java.time.Duration;
import java.util.function.LongConsumer;

/// Waits until everything confirmed before now is settled, and tells what came of it from the ledger's difference.
///
/// @param before the ledger before the first event was sent
record Settlement(Ledger before) {
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    /// What the ledger gained.
    ///
    /// @param exact false when others sent meanwhile, so the numbers are not ours alone
    record Outcome(long stored, long duplicate, long deadLettered, long purged, boolean exact) {
        String text() {
            String about = exact ? "" : "≈";
            String text = "%s%d stored, %s%d duplicate, %s%d dead-lettered"
                    .formatted(about, stored, about, duplicate, about, deadLettered);
            return purged == 0 ? text : text + ", " + about + purged + " purged";
        }
    }

    /// @param accepted events the receipts told of
    /// @param limit how long to wait at most
    /// @param unsettled told how many are still waited for
    /// @throws IllegalStateException when the limit is reached
    Outcome await(SluiceClient client, Retry retry, long accepted, Duration limit, LongConsumer unsettled)
            throws InterruptedException {
        long start = retry.pauses().nanoTime();
        Ledger marked = retry.call(() -> client.ledger(null));
        String mark = marked.mark();
        if (mark == null) {
            throw new IllegalStateException("The server's ledger has no mark, so it cannot be waited for.");
        }
        Duration pause = Duration.ofMillis(50);
        while (true) {
            Ledger now = retry.call(() -> client.ledger(mark));
            Long open = now.unsettled();
            if (open == null) {
                throw new IllegalStateException("The server's ledger does not tell what is unsettled.");
            }
            if (open == 0) {
                return difference(now, accepted);
            }
            unsettled.accept(open);
            if (retry.pauses().nanoTime() - start > limit.toNanos()) {
                throw new IllegalStateException(
                        "%d events were not settled within %s; is a queue paused (./sluice queues)?"
                                .formatted(open, Durations.text(limit)));
            }
            retry.pauses().pause(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private Outcome difference(Ledger now, long accepted) {
        long gained = now.accepted() - before.accepted();
        long settled = now.stored()
                + now.duplicate()
                + now.deadLettered()
                + now.purged()
                - before.stored()
                - before.duplicate()
                - before.deadLettered()
                - before.purged();
        return new Outcome(
                now.stored() - before.stored(),
                now.duplicate() - before.duplicate(),
                now.deadLettered() - before.deadLettered(),
                now.purged() - before.purged(),
                gained == accepted && settled == accepted);
    }
}
