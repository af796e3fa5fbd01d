package dev.sluice.server.control;

import dev.sluice.model.error.PipelineException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One answer for all who ask within a while, also when it is a failure: however many ask, the question is put at most
/// once in that time, by one of them while the others wait; and for at most a third of all time when answering takes
/// long. Nobody asks, nothing is asked. Thread-safe.
final class SharedAnswer<T> {
    private static final int REST = 3;

    private final Supplier<T> question;
    private final Duration fresh;
    private final LongSupplier nanoTime;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable Answer<T> answer;

    private record Answer<T>(@Nullable T value, @Nullable PipelineException failure, long until) {
        T get() {
            if (failure != null) {
                // each who asks gets one of its own: a failure carries the stack of whoever throws it
                throw new PipelineException(failure.code(), String.valueOf(failure.getMessage()), failure);
            }
            return Objects.requireNonNull(value);
        }
    }

    /// @param fresh for how long an answer serves, from when it was asked for
    SharedAnswer(Supplier<T> question, Duration fresh) {
        this(question, fresh, System::nanoTime);
    }

    SharedAnswer(Supplier<T> question, Duration fresh, LongSupplier nanoTime) {
        this.question = question;
        this.fresh = fresh;
        this.nanoTime = nanoTime;
    }

    T get() {
        @Nullable Answer<T> known = answer;
        if (known != null && known.until() - nanoTime.getAsLong() > 0) {
            return known.get();
        }
        asking.lock();
        try {
            known = answer;
            if (known == null || known.until() - nanoTime.getAsLong() <= 0) {
                known = ask();
                answer = known;
            }
            return known.get();
        } finally {
            asking.unlock();
        }
    }

    /// The next who asks gets a new answer.
    void forget() {
        answer = null;
    }

    private Answer<T> ask() {
        long began = nanoTime.getAsLong();
        @Nullable T value = null;
        @Nullable PipelineException failure = null;
        try {
            value = question.get();
        } catch (PipelineException e) {
            failure = e;
        }
        long took = nanoTime.getAsLong() - began;
        return new Answer<>(value, failure, began + Math.max(fresh.toNanos(), REST * took));
    }
}
