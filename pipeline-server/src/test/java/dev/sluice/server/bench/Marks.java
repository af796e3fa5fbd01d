package dev.sluice.server.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What is planted in the events of a data set, one event after the other, so that searches have exact numbers of
/// hits. docs/operations.md says what they are and what finds them.
final class Marks {
    /// by size of [Hits]; the last two also come outside the week, a fifth as often
    static final String[] TYPES = {"audit.exported", "invoice.disputed", "refund.issued", "cart.updated"};

    static final String CHECK = "check.done";
    static final String[] CHECKS = {"disk", "cpu", "net", "load"};

    private static final int CHECK_KIND = Hits.SIZES;
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration WINDOW_FROM = Duration.ofDays(4);
    private static final Duration WINDOW_TO = Duration.ofDays(2);

    /// The marks of one event; each is a size of [Hits] or [Planting#NONE].
    ///
    /// @param user,word,session,latency,amount a planted value in that field
    /// @param type a planted type, [#CHECK_KIND] for a check
    /// @param failed bits of the parts of a check that failed
    record Of(int user, int word, int session, int latency, int amount, int type, int failed) {
        boolean none() {
            return (user & word & session & latency & amount & type) == Planting.NONE;
        }

        boolean isCheck() {
            return type == CHECK_KIND;
        }
    }

    private final Planting users;
    private final Planting words;
    private final Planting latencies;
    private final Planting amounts;
    private final Planting earlierTypes;
    private final Planting types;
    /// null when the data are too few days for a window
    private final @Nullable Planting windowSessions;

    private final @Nullable Planting otherSessions;
    private final Planting[] failures = new Planting[Hits.SIZES];
    private final long weekFrom;
    private final long windowFrom;
    private final long windowTo;
    private long event;

    /// @param events in all, in frames of that many
    Marks(RandomGenerator random, long events, int frame, Timeline timeline) {
        Instant end = timeline.end();
        long[] hits = Hits.of(events);
        users = new Planting(random, events, hits);
        words = new Planting(random, events, hits);
        latencies = new Planting(random, events, hits);
        amounts = new Planting(random, events, hits);

        weekFrom = frame * timeline.firstAt(end.minus(WEEK));
        long week = events - weekFrom;
        // an event in nine of the week, a few more than the greatest number of failures in all
        long checks = hits[3] + hits[3] / 10;
        long earlierChecks = weekFrom == 0 ? 0 : checks / 5;
        earlierTypes = weekFrom == 0
                ? new Planting(random, 0)
                : new Planting(random, weekFrom, 0, 0, hits[2] / 5, hits[3] / 5, earlierChecks);
        types = new Planting(random, week, hits[0], hits[1], hits[2], hits[3], checks - earlierChecks);
        for (int size = 0; size < Hits.SIZES; size++) {
            failures[size] = new Planting(random, checks, hits[size]);
        }

        windowFrom = frame * timeline.firstAt(end.minus(WINDOW_FROM));
        windowTo = frame * timeline.firstAt(end.minus(WINDOW_TO));
        boolean windowed = windowTo > windowFrom && windowFrom > 0;
        windowSessions = windowed ? new Planting(random, windowTo - windowFrom, hits) : null;
        otherSessions = windowed ? new Planting(random, events - windowTo + windowFrom, hits) : null;
    }

    /// Of the next event.
    Of next() {
        long at = event++;
        int type = (at < weekFrom ? earlierTypes : types).next();
        int failed = 0;
        if (type == CHECK_KIND) {
            for (int size = 0; size < Hits.SIZES; size++) {
                failed |= failures[size].next() == Planting.NONE ? 0 : 1 << size;
            }
        }
        int session = Planting.NONE;
        if (windowSessions != null && otherSessions != null) {
            session = (at >= windowFrom && at < windowTo ? windowSessions : otherSessions).next();
        }
        return new Of(users.next(), words.next(), session, latencies.next(), amounts.next(), type, failed);
    }
}
