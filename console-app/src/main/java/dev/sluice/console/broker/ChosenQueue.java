package dev.sluice.console.broker;

import dev.sluice.model.broker.BrokerQueueDetail;
import org.jspecify.annotations.Nullable;

/// The queue that is looked at.
///
/// @param row null when none is chosen
/// @param detail null until it came, or when it did not
/// @param trouble why not, empty for no reason
record ChosenQueue(@Nullable BrokerRow row, @Nullable BrokerQueueDetail detail, String trouble) {
    static final ChosenQueue NONE = new ChosenQueue(null, null, "");

    BrokerRow.@Nullable Key key() {
        return row == null ? null : row.key();
    }
}
