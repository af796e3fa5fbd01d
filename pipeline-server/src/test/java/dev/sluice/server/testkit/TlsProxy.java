package dev.sluice.server.testkit;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;

/// Speaks TLS with whoever connects and plain text with the server behind it, under the certificate it is told to show:
/// the server's own front, or a man in the middle. Counts, so that a test can prove what happened. Thread-safe.
public final class TlsProxy implements AutoCloseable {
    private static final int SSL_REQUEST = 80_877_103;

    private final String host;
    private final int serverPort;
    private final boolean postgres;
    private final ServerSocket door;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong shown = new AtomicLong();
    private final AtomicLong passed = new AtomicLong();
    private volatile TestCertificates.Identity identity = TestCertificates.good();

    /// @param host,serverPort where the connections lead
    /// @param postgres true: clients first ask in plain text for TLS, as PostgreSQL's do
    public TlsProxy(String host, int serverPort, boolean postgres) {
        this.host = host;
        this.serverPort = serverPort;
        this.postgres = postgres;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("tls-proxy-door").start(this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    /// From now on this is shown, and connections so far end. Counting begins anew.
    public void show(TestCertificates.Identity next) {
        identity = next;
        sockets.forEach(TlsProxy::end);
        shown.set(0);
        passed.set(0);
    }

    /// handshakes that came to an end, taken or refused by the client, with what is shown now
    public long shown() {
        return shown.get();
    }

    /// bytes that clients sent after a handshake: passwords would be among them
    public long passed() {
        return passed.get();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Thread.ofVirtual().name("tls-proxy").start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        TestCertificates.Identity mine = identity;
        sockets.add(client);
        try (client;
                Socket server = new Socket(host, serverPort)) {
            sockets.add(server);
            if (postgres && !asksForTls(client)) {
                return;
            }
            SSLSocket secure = (SSLSocket) mine.server().getSocketFactory().createSocket(client, null, true);
            secure.setUseClientMode(false);
            try {
                secure.startHandshake();
            } finally {
                count(mine, shown, 1);
            }
            Thread answers = Thread.ofVirtual().start(() -> copy(server, secure));
            InputStream in = secure.getInputStream();
            byte[] buffer = new byte[16 << 10];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                count(mine, passed, n);
                server.getOutputStream().write(buffer, 0, n);
            }
            server.shutdownOutput();
            answers.join();
        } catch (IOException e) {
            // refused by the client, or cut
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(client);
        }
    }

    /// what belongs to an identity shown before is not counted
    private void count(TestCertificates.Identity mine, AtomicLong counter, long more) {
        if (mine == identity) {
            counter.addAndGet(more);
        }
    }

    private static boolean asksForTls(Socket client) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        boolean asks = in.readInt() == 8 && in.readInt() == SSL_REQUEST;
        if (asks) {
            client.getOutputStream().write('S');
        }
        return asks;
    }

    private static void copy(Socket from, SSLSocket to) {
        try {
            OutputStream out = to.getOutputStream();
            from.getInputStream().transferTo(out);
        } catch (IOException e) {
            // cut
        } finally {
            end(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sockets.forEach(TlsProxy::end);
    }
}
