package dev.sluice.server.testkit;

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// One connection through a [TcpProxy]: in each direction one thread reads and one writes, so that a delay holds no
/// reading up.
final class ProxiedConnection {
    private static final int PIECE_BYTES = 16 << 10;
    private static final int PIECES = 4_096;

    private final Socket client;
    private final Socket server;
    private final TcpProxy.Harm harm;
    private final Consumer<ProxiedConnection> onEnd;
    private final AtomicBoolean ended = new AtomicBoolean();

    /// @param bytes empty when the sender ended
    private record Piece(byte[] bytes, long due) {}

    ProxiedConnection(Socket client, Socket server, TcpProxy.Harm harm, Consumer<ProxiedConnection> onEnd) {
        this.client = client;
        this.server = server;
        this.harm = harm;
        this.onEnd = onEnd;
    }

    void start() {
        pump("to-server", client, server, false);
        pump("to-client", server, client, true);
    }

    private void pump(String name, Socket from, Socket to, boolean answers) {
        BlockingQueue<Piece> way = new LinkedBlockingQueue<>(PIECES);
        Thread.ofVirtual().name("proxy-read-" + name).start(() -> read(from, way));
        Thread.ofVirtual().name("proxy-write-" + name).start(() -> write(way, to, answers));
    }

    private void read(Socket from, BlockingQueue<Piece> way) {
        byte[] buffer = new byte[PIECE_BYTES];
        try {
            for (int n = from.getInputStream().read(buffer);
                    n >= 0;
                    n = from.getInputStream().read(buffer)) {
                way.put(new Piece(Arrays.copyOf(buffer, n), harm.due()));
            }
        } catch (IOException e) {
            // a reset is passed on as an end
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            way.put(new Piece(new byte[0], harm.due()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(BlockingQueue<Piece> way, Socket to, boolean answers) {
        try {
            for (Piece piece = way.take(); ; piece = way.take()) {
                for (long left = piece.due - System.nanoTime(); left > 0; left = piece.due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                harm.passGate();
                if (piece.bytes.length == 0) {
                    to.shutdownOutput();
                    break;
                }
                byte[] bytes = answers ? harm.sift(piece.bytes) : piece.bytes;
                int allowed = answers ? harm.allowed(bytes.length) : bytes.length;
                to.getOutputStream().write(bytes, 0, allowed);
                if (allowed < bytes.length) {
                    reset();
                    return;
                }
            }
        } catch (IOException e) {
            reset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (client.isOutputShutdown() && server.isOutputShutdown()) {
            close();
        }
    }

    /// @return false when it had ended before
    boolean reset() {
        boolean first = ended.compareAndSet(false, true);
        if (first) {
            onEnd.accept(this);
            linger(client);
            linger(server);
            end(client);
            end(server);
        }
        return first;
    }

    private void close() {
        if (ended.compareAndSet(false, true)) {
            onEnd.accept(this);
            end(client);
            end(server);
        }
    }

    /// closing then sends a RST
    private static void linger(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // it is closed already
        }
    }

    static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // nothing is left to be closed
        }
    }
}
