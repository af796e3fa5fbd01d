package dev.sluice.console.task;

import java.util.List;

/// Something that goes on until it is closed. Closing twice is harmless.
@FunctionalInterface
public interface Subscription extends AutoCloseable {
    @Override
    void close();

    /// Closes all of them, last first.
    static Subscription of(Subscription... parts) {
        List<Subscription> reversed = List.of(parts).reversed();
        return () -> reversed.forEach(Subscription::close);
    }
}
