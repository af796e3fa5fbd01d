package dev.sluice.console.queues;

import dev.sluice.model.queue.PurgeFilter;
import org.jspecify.annotations.Nullable;

/// What to type in a terminal to do what a dialog does.
final class PurgeCommandLine {
    private PurgeCommandLine() {}

    static String purge(String queue, @Nullable PurgeFilter filter, String reason) {
        StringBuilder line = new StringBuilder("./sluice queues purge ").append(queue);
        if (filter != null) {
            option(line, "--type", filter.type());
            option(line, "--source", filter.source());
            option(line, "--older-than", filter.olderThan());
        }
        option(line, "--reason", reason.isBlank() ? null : reason.strip());
        return line.toString();
    }

    static String undo(String queue, String id) {
        return "./sluice queues undo " + queue + " " + id;
    }

    private static void option(StringBuilder line, String name, @Nullable String value) {
        if (value != null) {
            line.append(' ')
                    .append(name)
                    .append(" '")
                    .append(value.replace("'", "'\\''"))
                    .append('\'');
        }
    }
}
