package dev.sluice.server.queue;

/// What the broker says of one of its queues.
///
/// @param ready messages that wait
/// @param unacked messages delivered and not acked
/// @param consumers consumers attached
/// @param bytes of all message bodies
/// @param readyBytes of those that wait
public record BrokerQueue(long ready, long unacked, int consumers, long bytes, long readyBytes) {
    public static final BrokerQueue NONE = new BrokerQueue(0, 0, 0, 0, 0);

    public long messages() {
        return ready + unacked;
    }

    /// Both together, with the consumers of this one.
    public BrokerQueue plus(BrokerQueue other) {
        return new BrokerQueue(
                ready + other.ready,
                unacked + other.unacked,
                consumers,
                bytes + other.bytes,
                readyBytes + other.readyBytes);
    }
}
