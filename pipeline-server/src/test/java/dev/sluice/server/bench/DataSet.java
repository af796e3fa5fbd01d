package dev.sluice.server.bench;

import dev.sluice.model.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/// Events like those of a real pipeline, always the same ones for the same count, days and end: small ones of a
/// shop and one in a hundred of the shape of a webhook; types, sources, users and words are skewed, and planted
/// marks ([Marks]) are found an exact number of times. They come frame by frame, in order of receive time; used by
/// one thread.
final class DataSet {
    /// Another one when the same arguments give other events.
    static final int VERSION = 2;

    /// Of events: what a producer sends at a time.
    static final int FRAME = 100;

    private static final long SEED = 20_261_124;
    /// of those without a mark, which are a third of all
    private static final int WEBHOOK_IN = 30;

    private static final Duration LONGEST_WAY = Duration.ofSeconds(2);

    private final long events;
    private final Timeline timeline;
    private final SplittableRandom random;
    private final Marks marks;
    private final SmallText small;
    private final WebhookText webhooks;
    private final long salt;
    private long next;

    /// @param receivedAt of all of them
    record Frame(Instant receivedAt, List<Event> events) {}

    /// @param events a multiple of [#FRAME]
    /// @param end receive time of the last one
    /// @param salt another one gives other ids, and nothing else
    DataSet(long events, int days, Instant end, long salt) {
        this(events, Timeline.ofDays(events / FRAME, days, end), salt);
    }

    /// @param timeline of the frames of so many events
    DataSet(long events, Timeline timeline, long salt) {
        this.events = events;
        this.timeline = timeline;
        this.random = new SplittableRandom(SEED);
        this.marks = new Marks(random.split(), events, FRAME, timeline);
        this.small = new SmallText(random.split());
        this.webhooks = new WebhookText(small.words());
        // neighbours must not meet: n and n - 1 under s and s + 1 would give the same id half of the time
        this.salt = mixed(salt);
    }

    Timeline timeline() {
        return timeline;
    }

    boolean hasNext() {
        return next < events;
    }

    Frame next() {
        Instant receivedAt = timeline.receivedAt(next / FRAME);
        List<Event> frame = new ArrayList<>(FRAME);
        for (int i = 0; i < FRAME; i++) {
            frame.add(event(receivedAt));
        }
        return new Frame(receivedAt, frame);
    }

    private Event event(Instant receivedAt) {
        Marks.Of its = marks.next();
        String id = id(next++);
        Instant time = receivedAt.minusMillis(random.nextLong(LONGEST_WAY.toMillis()));
        return its.none() && random.nextInt(WEBHOOK_IN) == 0
                ? webhooks.event(random, id, time)
                : small.event(random, its, id, time);
    }

    /// Looks like a version 4 UUID and is scattered like one.
    private String id(long number) {
        HexFormat hex = HexFormat.of();
        String high = hex.toHexDigits(mixed(number ^ salt));
        String low = hex.toHexDigits(mixed(number + salt + 1));
        return high.substring(0, 8) + "-" + high.substring(8, 12) + "-4" + high.substring(13) + "-8"
                + low.substring(1, 4) + "-" + low.substring(4);
    }

    private static long mixed(long number) {
        long z = number * 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
