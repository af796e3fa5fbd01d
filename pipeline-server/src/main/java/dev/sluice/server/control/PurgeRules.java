package dev.sluice.server.control;

import dev.sluice.server.config.ServerConfig;
import org.jspecify.annotations.Nullable;

/// How careful purges are here.
///
/// @param production the queue's name is asked for whatever can be undone
/// @param undoBytes a purge of more than that, compressed, keeps no snapshot; null: none keeps one
record PurgeRules(boolean production, @Nullable Long undoBytes) {
    private static final String PRODUCTION = "production";

    static PurgeRules of(ServerConfig config) {
        return new PurgeRules(
                config.environment().equals(PRODUCTION), config.queues().undoBytes());
    }
}
