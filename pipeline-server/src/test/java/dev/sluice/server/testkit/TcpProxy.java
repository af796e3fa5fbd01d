package dev.sluice.server.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A TCP proxy that can harm what passes: slow it, hold it back without a FIN, reset it, cut it off, or drop single
/// AMQP frames. Each harm has a counter, so that a test can prove that it happened. Thread-safe.
public final class TcpProxy implements AutoCloseable {
    private final InetSocketAddress target;
    private final ServerSocket door;
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong delayed = new AtomicLong();
    private final AtomicLong withheld = new AtomicLong();
    private final AtomicLong resets = new AtomicLong();
    private final AtomicLong cuts = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final Gate gate = new Gate();
    private volatile Duration delay = Duration.ZERO;
    private volatile long answerBytes = Long.MAX_VALUE;
    private volatile @Nullable Predicate<AmqpMethod> drop;

    /// @param host,port where the connections lead
    public TcpProxy(String host, int port) {
        target = new InetSocketAddress(host, port);
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("proxy-door").start(this::accept);
    }

    /// where it listens, on the loopback address
    public int port() {
        return door.getLocalPort();
    }

    /// Every byte arrives so much later, in both directions; how much passes is not limited.
    public void delay(Duration delay) {
        this.delay = delay;
    }

    /// Nothing passes any more, in both directions, and nobody is told: no FIN, no RST, and new connections get no
    /// answer, as behind a firewall that drops. Until [#heal].
    public void blackhole() {
        gate.shut();
    }

    /// Ends [#blackhole] and [#delay]: what was held back passes.
    public void heal() {
        delay = Duration.ZERO;
        gate.open();
    }

    /// Ends all present connections with a RST on both sides.
    public void reset() {
        connections.forEach(connection -> {
            if (connection.reset()) {
                resets.incrementAndGet();
            }
        });
    }

    /// Connections made from now on end with a RST after so many bytes of answers; `Long.MAX_VALUE` ends that.
    public void cutAnswersAfter(long bytes) {
        answerBytes = bytes;
    }

    /// Connections made from now on are AMQP, and frames from the broker for which this is true get lost. It may be
    /// called by many threads.
    public void dropFromBroker(Predicate<AmqpMethod> chosen) {
        drop = chosen;
    }

    /// connections taken in so far
    public long accepted() {
        return accepted.get();
    }

    /// connections open at the moment
    public int open() {
        return connections.size();
    }

    /// pieces that were delayed
    public long delayed() {
        return delayed.get();
    }

    /// pieces and connections held back by a blackhole
    public long withheld() {
        return withheld.get();
    }

    /// connections reset by [#reset]
    public long resets() {
        return resets.get();
    }

    /// connections cut by [#cutAnswersAfter]
    public long cuts() {
        return cuts.get();
    }

    /// AMQP frames dropped
    public long dropped() {
        return dropped.get();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                accepted.incrementAndGet();
                Thread.ofVirtual().name("proxy-open").start(() -> connect(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        if (gate.isShut()) {
            withheld.incrementAndGet();
        }
        gate.await();
        Socket server = new Socket();
        try {
            server.connect(target, 5_000);
        } catch (IOException e) {
            ProxiedConnection.end(client);
            ProxiedConnection.end(server);
            return;
        }
        @Nullable Predicate<AmqpMethod> chosen = drop;
        @Nullable
        AmqpSieve sieve = chosen == null
                ? null
                : new AmqpSieve(method -> {
                    boolean lost = chosen.test(method);
                    if (lost) {
                        dropped.incrementAndGet();
                    }
                    return lost;
                });
        ProxiedConnection connection =
                new ProxiedConnection(client, server, new Harm(sieve, answerBytes), connections::remove);
        connections.add(connection);
        connection.start();
    }

    /// What harms one connection.
    final class Harm {
        private final @Nullable AmqpSieve sieve;
        private long answersLeft;

        Harm(@Nullable AmqpSieve sieve, long answerBytes) {
            this.sieve = sieve;
            this.answersLeft = answerBytes;
        }

        /// @return in terms of [System#nanoTime]
        long due() {
            Duration now = delay;
            if (now.isPositive()) {
                delayed.incrementAndGet();
            }
            return System.nanoTime() + now.toNanos();
        }

        /// waits while there is a blackhole
        void passGate() {
            if (gate.isShut()) {
                withheld.incrementAndGet();
            }
            gate.await();
        }

        byte[] sift(byte[] piece) {
            return sieve == null ? piece : sieve.sift(piece, piece.length);
        }

        /// @return how many of so many bytes of an answer may pass; fewer ends the connection
        int allowed(int bytes) {
            int allowed = (int) Math.min(bytes, answersLeft);
            answersLeft -= allowed;
            if (allowed < bytes) {
                cuts.incrementAndGet();
            }
            return allowed;
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        gate.open();
        connections.forEach(ProxiedConnection::reset);
    }
}
