package dev.sluice.server.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/// A connection that sends bytes as they are and reads one answer at a time. Used by one thread.
final class RawConnection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;

    /// @param head status line and headers
    record Answer(String head, byte[] body) {
        int status() {
            return Integer.parseInt(head.split(" ", 3)[1]);
        }

        /// the whole answer
        String text() {
            return head + new String(body, UTF_8);
        }
    }

    RawConnection(URI url) throws IOException {
        socket = new Socket(url.getHost(), url.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = socket.getInputStream();
    }

    void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    /// Returns at once: the server may refuse before it has read all.
    void send(byte[] bytes) {
        Thread.ofVirtual().start(() -> {
            try {
                socket.getOutputStream().write(bytes);
            } catch (IOException e) {
                // what the server answers tells why
            }
        });
    }

    /// Returns at once and sends one byte each 100 ms, until it cannot.
    void trickle(String text) {
        Thread.ofVirtual().start(() -> {
            for (int i = 0; i < text.length(); i++) {
                try {
                    socket.getOutputStream().write(text.charAt(i));
                } catch (IOException e) {
                    return; // refused, as it should
                }
                LockSupport.parkNanos(100_000_000);
            }
        });
    }

    /// Writes all, then ends this side of the connection.
    void sendAllAndEnd(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.shutdownOutput();
    }

    Answer answer() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("closed after: " + head.toString(ISO_8859_1));
            }
            head.write(next);
        }
        String text = head.toString(ISO_8859_1);
        int length = 0;
        for (String line : text.split("\r\n")) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(line.indexOf(':') + 1).trim());
            }
        }
        return new Answer(text, in.readNBytes(length));
    }

    /// true when nothing more comes and the server closes
    boolean closed() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
