package dev.sluice.server.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.json.Json;
import dev.sluice.server.testkit.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Bodies far larger than the memory of the server, a process with a heap of 256 MiB.
class LargeBodiesIT {
    private static final int MIB = 1 << 20;
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Pattern AFTER_COLLECTION = Pattern.compile("->(\\d+)M\\(");

    private final TestServers servers = new TestServers();

    @Test
    void takesHalfAGigabyteOfLinesWithAFlatHeap() throws IOException {
        Path log = Files.createTempFile("sluice-gc", ".log");
        int events = 50_000;
        String filler = "0123456789".repeat(1_000);
        try (servers;
                ServerProcess server = ServerProcess.start(
                        servers,
                        Launch.plain()
                                .roles("ingest,api")
                                .options("-Xlog:gc:file=" + log, "-XX:+ExitOnOutOfMemoryError"));
                Client client = new Client(server)) {
            client.write("Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < events; i++) {
                String line =
                        "{\"id\":\"" + i + "\",\"source\":\"/long\",\"type\":\"t\",\"data\":\"" + filler + "\"}\n";
                client.write(Integer.toHexString(line.length()) + "\r\n" + line + "\r\n");
            }
            client.write("0\r\n\r\n");
            String answer = client.answer();
            assertTrue(answer.startsWith("HTTP/1.1 202 "), answer);
            JsonNode receipt = body(answer);
            assertEquals(events, receipt.get("accepted").longValue());
            assertEquals(events, receipt.get("lines").longValue());
            Eventually.eventually(
                    DEADLINE,
                    () -> server.get("/v1/ledger"),
                    ledger -> ledger.contains("\"accepted\":" + events + ","),
                    "the ledger has them all");
        }
        List<Integer> held = new ArrayList<>();
        Matcher collections = AFTER_COLLECTION.matcher(Files.readString(log));
        while (collections.find()) {
            held.add(Integer.parseInt(collections.group(1)));
        }
        assertTrue(held.size() > 5, held.toString());
        // a young collection leaves the old generation's garbage; a body that is held would be 500 MiB
        List<Integer> late =
                held.subList(held.size() / 2, held.size()).stream().sorted().toList();
        assertTrue(late.get(late.size() / 2) < 96, held.toString());
        assertTrue(held.stream().allMatch(mib -> mib < 256), held.toString());
    }

    @Test
    void bearsTwoHundredBodiesAtTheLimitAtOnce() throws Exception {
        byte[] body = largestBatch();
        try (servers;
                ServerProcess server =
                        ServerProcess.start(servers, Launch.plain().options("-XX:+ExitOnOutOfMemoryError"));
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                answers.add(clients.submit(() -> {
                    try (Client client = new Client(server)) {
                        client.write("Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n");
                        client.write(body);
                        return client.answer();
                    }
                }));
            }
            TreeSet<String> statuses = new TreeSet<>();
            for (Future<String> answer : answers) {
                String text = answer.get();
                String status = text.substring(0, Math.min(12, text.length()));
                statuses.add(status);
                if (!status.endsWith(" 202")) {
                    assertTrue(status.endsWith(" 503") || status.endsWith(" 429"), text);
                    assertTrue(text.contains("Retry-After: "), text);
                    assertTrue(body(text).get("retryable").booleanValue(), text);
                }
            }
            assertTrue(server.alive());
            assertTrue(statuses.contains("HTTP/1.1 503"), statuses.toString());
            assertEquals(202, server.post("application/json", "{\"id\":\"good\",\"source\":\"/good\",\"type\":\"t\"}"));
            Eventually.eventually(
                    DEADLINE,
                    () -> servers.database().number("select count(*) from event where source = '/good'"),
                    stored -> stored == 1,
                    "the good event is stored once");
        }
    }

    /// an array of as many events as are allowed, as large as a body may be
    private static byte[] largestBatch() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(16 * MIB);
        String filler = "x".repeat(16 * MIB / 10_000 - 60);
        for (int i = 0; i < 10_000; i++) {
            out.writeBytes(((i == 0 ? "[" : ",") + "{\"id\":\"" + i
                            + "\",\"source\":\"/big\",\"type\":\"t\",\"data\":\"" + filler + "\"}")
                    .getBytes(UTF_8));
        }
        out.write(']');
        int missing = 16 * MIB - out.size();
        assertTrue(missing >= 0, missing + " bytes");
        out.writeBytes(" ".repeat(missing).getBytes(UTF_8));
        return out.toByteArray();
    }

    private static JsonNode body(String answer) {
        try {
            return Json.tree(answer.substring(answer.indexOf("\r\n\r\n") + 4).getBytes(UTF_8));
        } catch (IOException e) {
            throw new AssertionError(answer, e);
        }
    }

    /// One request over a connection of its own, which may be refused before all of it is written.
    private static final class Client implements AutoCloseable {
        private final Socket socket;
        private final OutputStream out;
        private boolean refused;

        Client(ServerProcess server) throws IOException {
            socket = new Socket(server.url().getHost(), server.url().getPort());
            socket.setSoTimeout((int) DEADLINE.toMillis());
            out = socket.getOutputStream();
            write("POST /v1/events HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer "
                    + TestServers.TOKEN + "\r\n");
        }

        void write(String text) {
            write(text.getBytes(UTF_8));
        }

        void write(byte[] bytes) {
            try {
                if (!refused) {
                    out.write(bytes);
                }
            } catch (IOException e) {
                refused = true; // its answer says why
            }
        }

        String answer() throws IOException {
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), UTF_8);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
