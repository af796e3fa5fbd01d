package dev.sluice.console.command;

import dev.sluice.console.client.ClientException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Says once why nothing moves, and again only when the reason changes or a minute has passed. Thread-safe.
final class OnceEach implements Consumer<ClientException> {
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final PrintWriter err;
    private @Nullable String last;
    private long lastAt;

    OnceEach(PrintWriter err) {
        this.err = err;
    }

    @Override
    public synchronized void accept(ClientException failure) {
        String sentence = Failures.sentence(failure);
        long now = System.nanoTime();
        if (!sentence.equals(last) || now - lastAt > AGAIN.toNanos()) {
            err.println(sentence + " Trying again.");
            err.flush();
            last = sentence;
            lastAt = now;
        }
    }
}
