package dev.sluice.console.command;

import dev.sluice.console.client.Backoff;
import dev.sluice.console.client.ClientException;
import dev.sluice.console.client.ProblemException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Calls again what may succeed later, with full jitter and the server's own Retry-After, until it has failed for
/// `giveUpAfter` on end. Sending events again is safe: their identity makes a second copy a duplicate. Thread-safe.
///
/// @param onFailure told of every failure that will be tried again
record Retry(Duration giveUpAfter, Pauses pauses, Consumer<ClientException> onFailure) {
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));

    /// How to wait; tests do not.
    interface Pauses {
        void pause(Duration time) throws InterruptedException;

        /// A clock that only moves forward, in nanoseconds.
        long nanoTime();

        Pauses REAL = new Pauses() {
            @Override
            public void pause(Duration time) throws InterruptedException {
                Thread.sleep(time);
            }

            @Override
            public long nanoTime() {
                return System.nanoTime();
            }
        };
    }

    interface Call<T> {
        T call() throws InterruptedException;
    }

    <T> T call(Call<T> call) throws InterruptedException {
        long firstFailure = 0;
        for (int attempt = 1; ; attempt++) {
            try {
                return call.call();
            } catch (ClientException e) {
                long now = pauses.nanoTime();
                firstFailure = attempt == 1 ? now : firstFailure;
                if (!e.retryable() || now - firstFailure >= giveUpAfter.toNanos()) {
                    throw e;
                }
                onFailure.accept(e);
                pauses.pause(wait(e, attempt));
            }
        }
    }

    private static Duration wait(ClientException failure, int attempt) {
        Duration own = BACKOFF.delay(attempt, RandomGenerator.getDefault());
        Duration asked = failure instanceof ProblemException problem
                ? problem.retryAfter().orElse(Duration.ZERO)
                : Duration.ZERO;
        return asked.compareTo(own) > 0 ? asked : own;
    }
}
