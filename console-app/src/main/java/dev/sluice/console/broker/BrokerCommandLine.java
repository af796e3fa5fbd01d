package dev.sluice.console.broker;

import org.jspecify.annotations.Nullable;

/// What to type in a terminal to see or do the same.
final class BrokerCommandLine {
    private BrokerCommandLine() {}

    static String queues(String text, @Nullable String vhost, String sort) {
        return "./sluice broker queues" + (text.isEmpty() ? "" : " " + quoted(text))
                + (vhost == null ? "" : " --vhost " + quoted(vhost)) + " --sort " + sort;
    }

    static String queue(BrokerRow.Key key) {
        return "./sluice broker queue " + quoted(key.name()) + " --vhost " + quoted(key.vhost());
    }

    static String connections(String text) {
        return "./sluice broker connections" + (text.isEmpty() ? "" : " " + quoted(text));
    }

    static String act(String act, BrokerRow.Key key, String reason) {
        return "./sluice broker " + act + " " + quoted(key.name()) + " --vhost " + quoted(key.vhost()) + " --reason "
                + quoted(reason.isBlank() ? "…" : reason.strip());
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
