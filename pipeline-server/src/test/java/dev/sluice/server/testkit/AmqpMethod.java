package dev.sluice.server.testkit;

import java.nio.ByteBuffer;

/// A method frame of AMQP 0-9-1 on its way through a [TcpProxy] (specification, 2.3.5 and 2.3.6).
///
/// @param frame the whole frame: type, channel, size, payload, end
public record AmqpMethod(int channel, int classId, int methodId, byte[] frame) {
    private static final int BASIC = 60;
    private static final int ACK = 80;
    private static final int PAYLOAD = 7;

    /// from the broker it is a publisher confirm, from a client the ack of a delivery
    public boolean isAck() {
        return classId == BASIC && methodId == ACK;
    }

    /// of an ack
    public long deliveryTag() {
        return ByteBuffer.wrap(frame).getLong(PAYLOAD + 4);
    }

    /// of an ack: whether it stands for all tags up to this one
    public boolean multiple() {
        return (frame[PAYLOAD + 12] & 1) == 1;
    }

    /// the same ack for a single tag
    AmqpMethod single(long tag) {
        byte[] copy = frame.clone();
        ByteBuffer.wrap(copy).putLong(PAYLOAD + 4, tag);
        copy[PAYLOAD + 12] &= ~1;
        return new AmqpMethod(channel, classId, methodId, copy);
    }
}
