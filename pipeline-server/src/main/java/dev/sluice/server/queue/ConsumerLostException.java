package dev.sluice.server.queue;

/// The channel of a consumer is gone: what it had delivered and not acked will be delivered again.
public final class ConsumerLostException extends Exception {
    private static final long serialVersionUID = 1L;

    ConsumerLostException(String reason) {
        super(reason);
    }
}
