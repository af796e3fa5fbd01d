package dev.sluice.server.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/// Cuts one direction of an AMQP connection into frames and drops chosen ones. An ack for many tags is passed on as one
/// for each, so that a dropped one is not covered by the next. Belongs to one pump.
final class AmqpSieve {
    private static final int METHOD = 1;
    private static final int HEADER = 7;

    private final Predicate<AmqpMethod> drop;
    private final Map<Integer, Long> acked = new HashMap<>();
    private byte[] rest = new byte[0];

    AmqpSieve(Predicate<AmqpMethod> drop) {
        this.drop = drop;
    }

    /// @return what is passed on now; an unfinished frame waits for the next call
    byte[] sift(byte[] bytes, int length) {
        byte[] all = Arrays.copyOf(rest, rest.length + length);
        System.arraycopy(bytes, 0, all, rest.length, length);
        ByteArrayOutputStream passed = new ByteArrayOutputStream(all.length);
        int at = 0;
        while (at < all.length) {
            // The protocol header, "AMQP" and four bytes, is no frame.
            int size = all[at] == 'A' ? 8 : frameSize(all, at);
            if (size < 0 || at + size > all.length) {
                break;
            }
            byte[] frame = Arrays.copyOfRange(all, at, at + size);
            if (frame[0] == METHOD) {
                method(frame, passed);
            } else {
                passed.writeBytes(frame);
            }
            at += size;
        }
        rest = Arrays.copyOfRange(all, at, all.length);
        return passed.toByteArray();
    }

    private static int frameSize(byte[] all, int at) {
        return all.length - at < HEADER ? -1 : HEADER + ByteBuffer.wrap(all).getInt(at + 3) + 1;
    }

    private void method(byte[] frame, ByteArrayOutputStream passed) {
        ByteBuffer header = ByteBuffer.wrap(frame);
        AmqpMethod method = new AmqpMethod(header.getShort(1), header.getShort(7), header.getShort(9), frame);
        if (!method.isAck()) {
            pass(method, passed);
            return;
        }
        long tag = method.deliveryTag();
        long first = method.multiple() ? acked.getOrDefault(method.channel(), 0L) + 1 : tag;
        for (long each = first; each <= tag; each++) {
            pass(method.single(each), passed);
        }
        acked.merge(method.channel(), tag, Math::max);
    }

    private void pass(AmqpMethod method, ByteArrayOutputStream passed) {
        if (!drop.test(method)) {
            passed.writeBytes(method.frame());
        }
    }
}
