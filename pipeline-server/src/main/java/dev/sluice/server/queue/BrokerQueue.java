package dev.sluice.server.queue;

/// What the broker says of one of its queues.
///
/// @param ready messages that wait
/// @param unacked messages delivered and not acked
/// @param consumers consumers attached
public record BrokerQueue(long ready, long unacked, int consumers) {
    public static final BrokerQueue NONE = new BrokerQueue(0, 0, 0);

    public long messages() {
        return ready + unacked;
    }
}
