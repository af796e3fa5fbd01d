package dev.sluice.server.queue;

import dev.sluice.server.frame.FrameCodec;
import dev.sluice.server.frame.WireFrame;

/// One received message that waits for its ack.
///
/// @param tag the channel's delivery tag
/// @param redelivered true when it was delivered before, to anyone
/// @param arrivedNanos when it came, in terms of [System#nanoTime]
public record Delivery(long tag, boolean redelivered, WireFrame wire, long arrivedNanos) {
    /// how many events it says it holds, 1 for what is no frame
    public long events() {
        return wire.headers().get(FrameCodec.COUNT) instanceof Integer count && count > 0 ? count : 1;
    }

    /// how often the broker delivered it before and got it back, as far as it counts that
    public long returns() {
        return wire.headers().get("x-delivery-count") instanceof Number count ? count.longValue() : 0;
    }

    int bytes() {
        return wire.body().length;
    }
}
