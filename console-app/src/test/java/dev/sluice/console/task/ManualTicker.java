package dev.sluice.console.task;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Time that passes only when the test says so.
public final class ManualTicker implements Ticker {
    private final List<Entry> entries = new ArrayList<>();
    private Instant now;

    public ManualTicker(Instant now) {
        this.now = now;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Subscription every(Duration period, Runnable onFxThread) {
        return add(new Entry(now.plus(period), period, onFxThread));
    }

    @Override
    public Subscription after(Duration delay, Runnable onFxThread) {
        return add(new Entry(now.plus(delay), null, onFxThread));
    }

    private Subscription add(Entry entry) {
        entries.add(entry);
        return () -> entries.remove(entry);
    }

    /// Lets time pass and calls what is due on the way, in order.
    public void advance(Duration duration) {
        Instant end = now.plus(duration);
        while (true) {
            Entry next = entries.stream().min(Comparator.comparing(e -> e.due)).orElse(null);
            if (next == null || next.due.isAfter(end)) {
                break;
            }
            now = next.due;
            if (next.period == null) {
                entries.remove(next);
            } else {
                next.due = next.due.plus(next.period);
            }
            next.action.run();
        }
        now = end;
    }

    private static final class Entry {
        private Instant due;
        private final @Nullable Duration period;
        private final Runnable action;

        private Entry(Instant due, @Nullable Duration period, Runnable action) {
            this.due = due;
            this.period = period;
            this.action = action;
        }
    }
}
