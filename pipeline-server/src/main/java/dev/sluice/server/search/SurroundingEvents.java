package dev.sluice.server.search;

import java.util.List;

/// One event among its neighbours. All are UTF-8 JSON, as on a [SearchPage].
///
/// @param before,after by receive time, the earliest first
public record SurroundingEvents(List<byte[]> before, byte[] event, List<byte[]> after) {
    public SurroundingEvents {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /// Which neighbours count.
    public enum Same {
        ANY,
        SOURCE,
        SUBJECT
    }
}
