package dev.sluice.console.queues;

import dev.sluice.console.widget.ChartData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stands beside the table about the chosen queue.
///
/// @param banner null when the queue is not paused
/// @param faults what stands wrong on the broker, empty when all is well
record QueueDetail(
        QueueRow row,
        String stateWord,
        @Nullable Banner banner,
        List<String> faults,
        ChartData depth,
        List<Line> lines) {

    /// Why it is paused, and until when.
    record Banner(String why, String until) {}

    /// @param mono true for what is typed or matched, such as patterns
    record Line(String name, String value, boolean mono) {}
}
