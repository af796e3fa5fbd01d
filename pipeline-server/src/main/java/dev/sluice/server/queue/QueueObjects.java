package dev.sluice.server.queue;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/// Makes, counts and removes the broker objects of queues, each act on a channel of its own. Every method throws
/// [PipelineException] `broker-unavailable` when the broker cannot be asked. Thread-safe.
public final class QueueObjects {
    private static final String NO_SUCH_OBJECT = "404";
    private static final String OTHER_ARGUMENTS = "406";

    private final BrokerLink link;

    public QueueObjects(BrokerLink link) {
        this.link = link;
    }

    /// Messages that wait in a queue and its consumers, as of now.
    public record Count(long ready, long consumers) {}

    @FunctionalInterface
    private interface Act<T> {
        T run(Channel channel) throws IOException;
    }

    /// Makes what is not there of a queue's objects and bindings.
    ///
    /// @throws PipelineException `conflict` when one of them is there with other arguments
    public void declare(String queue) {
        run("declare queue " + queue, channel -> {
            QueueTopology.declare(channel, queue);
            return null;
        });
    }

    /// The same for the inbox.
    ///
    /// @throws PipelineException `conflict` when one of its objects is there with other arguments
    public void declareInbox() {
        run("declare " + InboxTopology.QUEUE, channel -> {
            InboxTopology.declare(channel);
            return null;
        });
    }

    /// Of a queue and its suspect one together; none when they are not there.
    public Count count(String queue) {
        Count main = countOf(QueueTopology.objectName(queue));
        Count suspect = countOf(QueueTopology.suspectName(queue));
        return new Count(main.ready() + suspect.ready(), main.consumers() + suspect.consumers());
    }

    private Count countOf(String object) {
        try {
            return run("count " + object, channel -> {
                AMQP.Queue.DeclareOk ok = channel.queueDeclarePassive(object);
                return new Count(ok.getMessageCount(), ok.getConsumerCount());
            });
        } catch (PipelineException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                return new Count(0, 0);
            }
            throw e;
        }
    }

    /// Messages that wait in each of these queues as of now, without their suspect ones; those that are not there are
    /// left out.
    public Map<String, Long> ready(Set<String> queues) {
        Map<String, Long> ready = new HashMap<>();
        Iterator<String> left = queues.iterator();
        while (left.hasNext()) {
            // a queue that is not there costs its channel
            run("count queues", channel -> {
                String queue = "";
                try {
                    while (left.hasNext()) {
                        queue = left.next();
                        ready.put(queue, channel.messageCount(QueueTopology.objectName(queue)));
                    }
                } catch (IOException e) {
                    if (refusal("count queue " + queue, e).code() != ErrorCode.NOT_FOUND) {
                        throw e;
                    }
                }
                return null;
            });
        }
        return ready;
    }

    /// Ends the routing to a queue; does nothing when nothing is bound.
    public void unbind(String queue) {
        try {
            run("unbind queue " + queue, channel -> {
                channel.queueUnbind(QueueTopology.objectName(queue), QueueTopology.EXCHANGE, queue);
                return null;
            });
        } catch (PipelineException e) {
            if (e.code() != ErrorCode.NOT_FOUND) {
                throw e;
            }
        }
    }

    /// Deletes both objects of a queue with whatever they hold. Quorum queues know no deletion "if empty": the caller
    /// has unbound them, ended their consumers and counted them before.
    public void delete(String queue) {
        run("delete queue " + queue, channel -> {
            channel.queueDelete(QueueTopology.objectName(queue));
            channel.queueDelete(QueueTopology.suspectName(queue));
            return null;
        });
    }

    private <T> T run(String what, Act<T> act) {
        Channel channel = link.openChannel();
        try {
            return act.run(channel);
        } catch (IOException | AlreadyClosedException e) {
            throw refusal(what, e);
        } finally {
            Channels.abort(channel);
        }
    }

    /// Turns a broken declaration or publish into what can be done about it.
    static PipelineException refusal(String what, Exception e) {
        String reason = reason(e);
        if (reason.contains("reply-code=" + OTHER_ARGUMENTS)) {
            return new PipelineException(
                    ErrorCode.CONFLICT,
                    "Cannot " + what + ": the broker has it with other arguments. " + reason
                            + ". Drain that broker queue, delete it there (rabbitmqctl delete_queue NAME); Sluice makes"
                            + " it anew.",
                    e);
        }
        if (reason.contains("reply-code=" + NO_SUCH_OBJECT)) {
            return new PipelineException(ErrorCode.NOT_FOUND, "Cannot " + what + ": " + reason, e);
        }
        return new PipelineException(ErrorCode.BROKER_UNAVAILABLE, "Cannot " + what + ": " + reason, e);
    }

    private static String reason(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ShutdownSignalException signal) {
                return String.valueOf(signal.getMessage());
            }
        }
        return String.valueOf(e.getMessage());
    }
}
