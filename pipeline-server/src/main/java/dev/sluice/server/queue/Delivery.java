package dev.sluice.server.queue;

import dev.sluice.server.frame.WireFrame;

/// One received message that waits for its ack.
///
/// @param tag the channel's delivery tag
/// @param redelivered true when it was delivered before, to anyone
public record Delivery(long tag, boolean redelivered, WireFrame wire) {
    int bytes() {
        return wire.body().length;
    }
}
