package dev.sluice.console.command;

import dev.sluice.console.client.EventQuery;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.client.StoredEvent;
import dev.sluice.console.client.StoredPage;
import dev.sluice.model.queue.QueueState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Follows stored events by receive time. Rows are not stored in the order they were received, so each round reads
/// again from a low-water mark: the receive time of the oldest event that still waits in a queue, asked for before
/// the rows are read. What was printed since that mark is remembered, so nothing is doubled. Not thread-safe.
final class Tail {
    private static final int PAGE = 1_000;
    /// Allows for the server's clock being known to a second only, and for frames between a queue and the database.
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final SluiceClient client;
    private final String query;
    private final Retry retry;
    private final Map<Identity, Instant> printed = new HashMap<>();
    private @Nullable Instant start;
    private Instant from = Instant.EPOCH;

    private record Identity(String source, String id) {}

    Tail(SluiceClient client, String query, Retry retry) {
        this.client = client;
        this.query = query;
        this.retry = retry;
    }

    /// One round.
    ///
    /// @param print answers false to end it all
    /// @return false when it was ended
    boolean poll(Predicate<StoredEvent> print) throws InterruptedException {
        Instant mark = retry.call(this::lowWaterMark);
        if (start == null) {
            start = retry.call(this::newest);
            from = start;
        }
        EventQuery round = new EventQuery(query, from, null, true);
        String cursor = null;
        do {
            String at = cursor;
            StoredPage page = retry.call(() -> client.events(round, PAGE, at));
            for (StoredEvent event : page.items()) {
                Instant received = event.receivedAt();
                boolean isNew = received != null
                        && received.isAfter(start)
                        && printed.putIfAbsent(new Identity(event.source(), event.id()), received) == null;
                if (isNew && !print.test(event)) {
                    return false;
                }
            }
            cursor = page.next();
        } while (cursor != null);
        advance(mark);
        return true;
    }

    private void advance(Instant mark) {
        if (mark.isAfter(from)) {
            from = mark;
            printed.values().removeIf(received -> received.isBefore(mark));
        }
    }

    private Instant lowWaterMark() throws InterruptedException {
        double oldest = 0;
        for (QueueState queue : client.queues()) {
            Double age = queue.oldestAgeSeconds();
            oldest = Math.max(oldest, age == null ? 0 : age);
        }
        return client.serverTime()
                .minus(Duration.ofMillis((long) (oldest * 1000)))
                .minus(MARGIN);
    }

    /// Receive time of the newest stored event: "from now on" by the server's own clock, to the microsecond.
    private Instant newest() throws InterruptedException {
        StoredPage page = client.events(EventQuery.of(""), 1, null);
        Instant received =
                page.items().isEmpty() ? null : page.items().getFirst().receivedAt();
        return received == null ? Instant.EPOCH : received;
    }
}
