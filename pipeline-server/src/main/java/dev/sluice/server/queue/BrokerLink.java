package dev.sluice.server.queue;

import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.config.BrokerConfig;
import dev.sluice.server.tls.Authorities;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection to the broker that comes back by itself: the first connect is retried like any other, and a lost
/// connection is replaced by a new one. The client library's own recovery is off, since it restarts publish sequences
/// silently and forgets channels that the broker closed. Thread-safe.
public final class BrokerLink implements AutoCloseable {
    /// how the names of our connections begin
    static final String NAME_PREFIX = "sluice ";

    private static final Logger LOG = LoggerFactory.getLogger(BrokerLink.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final int CONNECT_MILLIS = 5_000;
    private static final int RPC_MILLIS = 10_000;
    private static final int CLOSE_MILLIS = 2_000;

    private final BrokerConfig config;
    private final String purpose;
    private final Thread supervisor;
    private volatile @Nullable Connection connection;
    private volatile @Nullable String blocked;
    private final AtomicInteger writers = new AtomicInteger();
    private volatile String trouble = "not connected yet";
    private volatile boolean closed;
    private volatile Consumer<String> onDamage = what -> {};

    /// @param purpose what the connection is for, shown on the broker: `ingest`, `store`
    public BrokerLink(BrokerConfig config, String purpose) {
        this.config = config;
        this.purpose = purpose;
        this.supervisor = Thread.ofVirtual().name("broker-link-" + purpose).unstarted(this::supervise);
    }

    public void start() {
        supervisor.start();
    }

    /// notes that a thread begins, or ends, to write a frame
    void writing(boolean begins) {
        writers.addAndGet(begins ? 1 : -1);
    }

    /// true while a frame is written
    boolean writing() {
        return writers.get() > 0;
    }

    public boolean up() {
        Connection current = connection;
        return current != null && current.isOpen();
    }

    /// why the broker takes no publishes at the moment (memory or disk alarm), null when it does
    public @Nullable String blocked() {
        return blocked;
    }

    /// one sentence on the present state
    public String detail() {
        if (!up()) {
            return name() + " cannot be reached: " + trouble;
        }
        String reason = blocked;
        return reason == null ? name() + " is connected" : name() + " takes no messages: " + reason;
    }

    /// @param listener told in one sentence, on any thread, what hints at missing objects on the broker; must not block
    public void onDamage(Consumer<String> listener) {
        onDamage = listener;
    }

    void noteDamage(String what) {
        onDamage.accept(what);
    }

    private String name() {
        return "RabbitMQ at " + config.host() + ":" + config.port();
    }

    /// @throws PipelineException `broker-unavailable` at once when there is no connection
    Channel openChannel() {
        Connection current = connection;
        if (current == null || !current.isOpen()) {
            throw new PipelineException(ErrorCode.BROKER_UNAVAILABLE, detail() + ". Send again later.");
        }
        try {
            Channel channel = current.createChannel();
            if (channel == null) {
                throw new PipelineException(
                        ErrorCode.BROKER_UNAVAILABLE, name() + " has no channel left on this connection.");
            }
            return channel;
        } catch (IOException | ShutdownSignalException e) {
            throw new PipelineException(ErrorCode.BROKER_UNAVAILABLE, name() + " refused a channel.", e);
        }
    }

    private void supervise() {
        Duration wait = FIRST_WAIT;
        while (!closed) {
            try {
                CountDownLatch lost = new CountDownLatch(1);
                Connection fresh = connect(lost);
                connection = fresh;
                LOG.info("Connected to {} for {}", name(), purpose);
                wait = FIRST_WAIT;
                lost.await();
                connection = null;
                blocked = null;
                if (!closed) {
                    LOG.warn("Lost the connection for {} to {}: {}", purpose, name(), trouble);
                }
            } catch (IOException | TimeoutException e) {
                String reason = reason(e);
                if (!reason.equals(trouble)) {
                    LOG.warn("{} cannot be reached for {}: {}; trying again", name(), purpose, reason);
                }
                trouble = reason;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            if (!closed) {
                try {
                    Thread.sleep(Duration.ofMillis(
                            ThreadLocalRandom.current().nextLong(wait.toMillis() / 2, wait.toMillis() + 1)));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
                wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
            }
        }
    }

    private static String reason(Exception e) {
        String said = String.valueOf(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        return e instanceof SSLException
                ? "its certificate is refused, or it does not speak TLS (" + said
                        + "); nothing was sent. SLUICE_CA_FILE says who may vouch for it"
                : said;
    }

    private Connection connect(CountDownLatch lost) throws IOException, TimeoutException {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(config.host());
        factory.setPort(config.port());
        factory.setUsername(config.user());
        factory.setPassword(config.password().value());
        factory.setVirtualHost(config.virtualHost());
        if (config.tls()) {
            factory.useSslProtocol(Authorities.context(config.authorities()));
            factory.enableHostnameVerification();
        }
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setRequestedHeartbeat((int) config.heartbeat().toSeconds());
        factory.setConnectionTimeout(CONNECT_MILLIS);
        factory.setHandshakeTimeout(CONNECT_MILLIS);
        factory.setChannelRpcTimeout(RPC_MILLIS);
        factory.setShutdownTimeout(CLOSE_MILLIS);
        Connection fresh = factory.newConnection(NAME_PREFIX + purpose);
        fresh.addBlockedListener(new BlockedListener() {
            @Override
            public void handleBlocked(String reason) {
                blocked = reason;
                LOG.warn("{} takes no messages: {}", name(), reason);
            }

            @Override
            public void handleUnblocked() {
                blocked = null;
                LOG.info("{} takes messages again", name());
            }
        });
        fresh.addShutdownListener(cause -> {
            trouble = String.valueOf(cause.getMessage());
            lost.countDown();
        });
        return fresh;
    }

    @Override
    public void close() {
        closed = true;
        supervisor.interrupt();
        Connection current = connection;
        if (current != null) {
            Channels.abort(current);
        }
    }
}
