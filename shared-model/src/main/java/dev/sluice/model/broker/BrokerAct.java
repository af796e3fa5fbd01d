package dev.sluice.model.broker;

import org.jspecify.annotations.Nullable;

/// Whether something can be done to a queue of the broker.
///
/// @param act one of [#PURGE], [#DELETE], [#PAUSE] and [#UNDO]
/// @param possible false: it is refused
/// @param why why not; of what is possible, what may still stand in its way
public record BrokerAct(
        String act, boolean possible, @Nullable String why) {
    public static final String PURGE = "purge";
    public static final String DELETE = "delete";
    public static final String PAUSE = "pause";
    public static final String UNDO = "undo";
}
