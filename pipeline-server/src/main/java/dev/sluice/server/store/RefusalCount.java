package dev.sluice.server.store;

import java.time.Instant;
import java.util.Comparator;

/// How many refusals came in a minute.
///
/// @param source empty where it is not known
public record RefusalCount(Instant minute, String code, String source, long count) {
    /// Writers that go by it never wait for each other in a circle.
    public static final Comparator<RefusalCount> ORDER = Comparator.comparing(RefusalCount::minute)
            .thenComparing(RefusalCount::code)
            .thenComparing(RefusalCount::source);
}
