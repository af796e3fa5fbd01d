package dev.sluice.console.testkit;

import dev.sluice.model.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/// A stand-in for the live route: takes WebSocket upgrades over a raw socket and sends what a test wants.
public final class FakeLive implements AutoCloseable {
    private final ServerSocket server;
    private final List<Socket> links = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private volatile int refuseWith;

    public FakeLive() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /// Answers upgrades with this status; 0 takes them.
    public void refuseWith(int status) {
        refuseWith = status;
    }

    public int links() {
        return links.size();
    }

    public List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    /// Sends `update` as JSON to the newest link.
    public void send(Object update) {
        sendText(Json.text(update));
    }

    public void sendText(String json) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        byte[] head = text.length < 126
                ? new byte[] {(byte) 0x81, (byte) text.length}
                : new byte[] {(byte) 0x81, 126, (byte) (text.length >> 8), (byte) text.length};
        try {
            OutputStream out = links.getLast().getOutputStream();
            out.write(head);
            out.write(text);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Cuts the newest link.
    public void cut() {
        try {
            links.getLast().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> upgrade(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void upgrade(Socket socket) {
        try {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            String key = "";
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                String lower = line.toLowerCase(Locale.ROOT);
                if (lower.startsWith("sec-websocket-key:")) {
                    key = line.substring(line.indexOf(':') + 1).strip();
                } else if (lower.startsWith("authorization:")) {
                    authorizations.add(line.substring(line.indexOf(':') + 1).strip());
                }
            }
            String answer = refuseWith != 0
                    ? "HTTP/1.1 " + refuseWith + " No\r\nContent-Length: 0\r\n\r\n"
                    : "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + accepted(key) + "\r\n\r\n";
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            if (refuseWith == 0) {
                links.add(socket);
            }
        } catch (IOException e) {
            // the client went away
        }
    }

    private static String accepted(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket link : links) {
                link.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
