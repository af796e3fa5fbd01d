package dev.sluice.server.live;

import dev.sluice.model.json.Json;
import dev.sluice.model.live.LiveUpdate;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One reader of the live stream with its bounded queue and its virtual thread. When the queue is full the oldest
/// updates go, and the next thing the reader gets is a `gap` with their number. Thread-safe.
public final class Subscriber {
    static final int MAX_UPDATES = 256;
    static final int MAX_CHARS = 4 << 20;
    private static final int TRY_AGAIN_LATER = 1013;
    private static final Duration PING_EVERY = Duration.ofSeconds(10);

    private final LiveLink link;
    private final Consumer<Subscriber> onEnd;
    private final LongAdder missedByAll;
    private final boolean whole;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<String> waiting = new ArrayDeque<>();
    private long waitingChars;
    private long missed;
    private boolean closed;

    Subscriber(LiveLink link, Consumer<Subscriber> onEnd, LongAdder missedByAll, boolean whole) {
        this.link = link;
        this.onEnd = onEnd;
        this.missedByAll = missedByAll;
        this.whole = whole;
    }

    /// false: of acts it gets only what everybody may see
    boolean whole() {
        return whole;
    }

    void start() {
        Thread.ofVirtual().name("live-subscriber").start(this::run);
    }

    void offer(String text) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            waiting.addLast(text);
            waitingChars += text.length();
            while (waiting.size() > MAX_UPDATES || (waitingChars > MAX_CHARS && waiting.size() > 1)) {
                waitingChars -= waiting.removeFirst().length();
                missed++;
                missedByAll.increment();
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Ends the subscription and its thread; safe to call again.
    public void close(int code, String reason) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            waiting.clear();
            changed.signal();
        } finally {
            lock.unlock();
        }
        onEnd.accept(this);
        link.close(code, reason);
    }

    private void run() {
        try {
            while (true) {
                String text = next();
                if (text == null) {
                    return;
                }
                if (text.isEmpty()) {
                    link.ping();
                } else {
                    link.send(text);
                }
            }
        } catch (IOException e) {
            close(TRY_AGAIN_LATER, "this reader is gone or too slow");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close(TRY_AGAIN_LATER, "interrupted");
        }
    }

    /// The next text, the empty text when it is time for a ping, null at the end.
    private @Nullable String next() throws InterruptedException {
        lock.lock();
        try {
            long left = PING_EVERY.toNanos();
            while (waiting.isEmpty() && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (closed) {
                return null;
            }
            if (missed > 0) {
                String gap = Json.text(new LiveUpdate.Gap(missed));
                missed = 0;
                return gap;
            }
            String text = waiting.pollFirst();
            if (text == null) {
                return "";
            }
            waitingChars -= text.length();
            return text;
        } finally {
            lock.unlock();
        }
    }
}
