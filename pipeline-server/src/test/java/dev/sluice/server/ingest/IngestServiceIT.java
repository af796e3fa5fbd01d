package dev.sluice.server.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.ingest.Receipt;
import dev.sluice.server.queue.BrokerLink;
import dev.sluice.server.queue.IncarnationLog;
import dev.sluice.server.telemetry.PipelineMeters;
import dev.sluice.server.testkit.Eventually;
import dev.sluice.server.testkit.TestBroker;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IngestServiceIT {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final TestBroker broker = new TestBroker();
    private final BrokerLink link = new BrokerLink(broker.config(), "test");
    private final List<IncarnationLog> logs = new CopyOnWriteArrayList<>();
    private final PipelineMeters meters = new PipelineMeters();
    private final Lanes lanes = new Lanes(link, IngestLimits.DEFAULT, meters, logs::add);
    private final Routing routing = new Routing(
            List.of(new Routing.Route("orders", List.of("order.*")), new Routing.Route("default", List.of("*"))));
    private final IngestService ingest =
            new IngestService(IngestLimits.DEFAULT, lanes, () -> routing, () -> {}, meters);

    @BeforeAll
    void start() {
        link.start();
    }

    @BeforeEach
    void connected() {
        Eventually.eventually(DEADLINE, link::up, "the link is up");
    }

    @AfterAll
    void stop() {
        lanes.close();
        link.close();
        broker.close();
    }

    @Test
    void acceptsAnObjectAnArrayAndLines() {
        assertEquals(1, send("application/json", event(1)).accepted());
        assertEquals(
                1, send("application/cloudevents+json; charset=UTF-8", event(1)).accepted());
        assertEquals(
                2,
                send("application/cloudevents-batch+json", "[" + event(1) + "," + event(2) + "]")
                        .accepted());
        Receipt lines = send("application/x-ndjson", event(1) + "\n\r\n" + event(2) + "\r\n");
        assertEquals(2, lines.accepted());
        assertEquals(3L, lines.lines());
    }

    @Test
    void rejectsSingleEventsWithIndexAndPointer() {
        Receipt receipt = send("application/json", "[" + event(1) + ",{\"id\":\"2\"},7]");
        assertEquals(1, receipt.accepted());
        assertEquals(2, receipt.rejectedTotal());
        assertEquals(1, receipt.rejected().get(0).index());
        assertEquals("/source", receipt.rejected().get(0).pointer());
        assertEquals("not-an-object", receipt.rejected().get(1).code());
    }

    @Test
    void rejectsSingleLinesAndGoesOn() {
        Receipt receipt = send("application/x-ndjson", event(1) + "\n{broken\n[]\n" + event(2));
        assertEquals(2, receipt.accepted());
        assertEquals(List.of("invalid-line", "not-an-object"), codes(receipt));
        assertEquals(1, receipt.rejected().getFirst().index());
    }

    @Test
    void saysThatNothingWasAcceptable() {
        assertEquals(0, send("application/json", "{\"id\":\"1\"}").accepted());
        Receipt empty = send("application/json", "[]");
        assertEquals(0, empty.accepted() + empty.rejectedTotal());
        Receipt blank = send("application/x-ndjson", " \n\n");
        assertEquals(0, blank.accepted() + blank.rejectedTotal());
        assertEquals(2L, blank.lines());
    }

    @Test
    void refusesWhatItCannotRead() {
        assertEquals(ErrorCode.MALFORMED_JSON, failure("application/json", "{"));
        assertEquals(ErrorCode.MALFORMED_JSON, failure("application/json", ""));
        assertEquals(ErrorCode.UNSUPPORTED_MEDIA_TYPE, failure("text/plain", event(1)));
        assertEquals(ErrorCode.UNSUPPORTED_MEDIA_TYPE, failure(null, event(1)));
        assertEquals(ErrorCode.UNSUPPORTED_MEDIA_TYPE, failure("application/json; charset=utf-16", event(1)));
        assertEquals(ErrorCode.MALFORMED_REQUEST, failure("application/cloudevents+json", "[" + event(1) + "]"));
        assertEquals(ErrorCode.TOO_LARGE, failure("application/json", " ".repeat(17 << 20) + event(1)));
    }

    @Test
    void inflatesGzipAndCountsWhatComesOut() throws IOException {
        assertEquals(1, ingest.ingest(gzip(event(1).getBytes(UTF_8))).accepted());
        PipelineException bomb = assertThrows(PipelineException.class, () -> ingest.ingest(gzip(new byte[40 << 20])));
        assertEquals(ErrorCode.TOO_LARGE, bomb.code());
        byte[] whole = packed(event(1).getBytes(UTF_8));
        IngestRequest cut =
                new IngestRequest("application/json", "gzip", new ByteArrayInputStream(whole, 0, whole.length - 9), -1);
        assertEquals(
                ErrorCode.MALFORMED_REQUEST,
                assertThrows(PipelineException.class, () -> ingest.ingest(cut)).code());
        IngestRequest brotli = new IngestRequest("application/json", "br", new ByteArrayInputStream(whole), -1);
        assertEquals(
                ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                assertThrows(PipelineException.class, () -> ingest.ingest(brotli))
                        .code());
    }

    @Test
    void refusesGzipWithATailAndTakesTwoMembers() throws IOException {
        byte[] lines = packed((event(1) + "\n").getBytes(UTF_8));
        ByteArrayOutputStream two = new ByteArrayOutputStream();
        two.writeBytes(lines);
        two.writeBytes(lines);
        assertEquals(2, ingest.ingest(packedLines(two.toByteArray())).accepted());
        two.write('x');
        IngestFailedException tail =
                assertThrows(IngestFailedException.class, () -> ingest.ingest(packedLines(two.toByteArray())));
        assertEquals(ErrorCode.MALFORMED_REQUEST, tail.code());
        PipelineException twice = assertThrows(
                PipelineException.class,
                () -> ingest.ingest(
                        new IngestRequest("application/json", "gzip, gzip", new ByteArrayInputStream(lines), -1)));
        assertEquals(ErrorCode.UNSUPPORTED_MEDIA_TYPE, twice.code());
    }

    @Test
    void takesBinaryMode() {
        Map<String, String> headers = Map.of("specversion", "1.0", "id", "b", "source", "/b", "type", "t");
        assertEquals(1, binary("text/plain", headers).accepted());
        assertEquals(
                "/specversion",
                binary(null, Map.of("id", "b")).rejected().getFirst().pointer());
        // the content type says that the body is the event
        assertEquals(
                ErrorCode.MALFORMED_JSON,
                assertThrows(PipelineException.class, () -> binary("application/cloudevents+json", headers))
                        .code());
    }

    private Receipt binary(@Nullable String contentType, Map<String, String> headers) {
        return ingest.ingest(new IngestRequest(
                contentType, null, headers, new ByteArrayInputStream("hi".getBytes(UTF_8)), 2, Holding.UNBOUNDED));
    }

    @Test
    void saysHowFarALongBodyGotThatBreaksOff() {
        StringBuilder lines = new StringBuilder("{broken\n");
        for (int i = 1; i < 1_200; i++) {
            lines.append(event(i)).append('\n');
        }
        InputStream breaking = new SequenceInputStream(
                new ByteArrayInputStream(lines.toString().getBytes(UTF_8)), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("cut");
                    }
                });
        IngestFailedException e = assertThrows(
                IngestFailedException.class,
                () -> ingest.ingest(new IngestRequest("application/x-ndjson", null, breaking, -1)));
        assertEquals(ErrorCode.MALFORMED_REQUEST, e.code());
        assertEquals(1_001L, e.receipt().lines());
        assertEquals(1_000, e.receipt().accepted());
        assertEquals(1, e.receipt().rejectedTotal());
        assertEquals(0, e.unknown());
    }

    @Test
    void saysHowFarALongBodyGotThatFindsNoMoreRoom() {
        int[] asked = {0};
        Holding shrinking = (bytes, patience) -> asked[0]++ < 20;
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 50_000; i++) {
            lines.append(event(i)).append('\n');
        }
        InputStream body = new ByteArrayInputStream(lines.toString().getBytes(UTF_8));
        IngestFailedException e = assertThrows(
                IngestFailedException.class,
                () -> ingest.ingest(new IngestRequest("application/x-ndjson", null, Map.of(), body, -1, shrinking)));
        assertEquals(ErrorCode.OVERLOADED, e.code());
        long dealtWith = Objects.requireNonNull(e.receipt().lines());
        assertTrue(dealtWith > 1_000 && dealtWith < 50_000, () -> dealtWith + " lines");
        assertEquals(dealtWith, e.receipt().accepted());
        assertEquals(0, dealtWith % 500, "whole chunks");
    }

    @Test
    void holdsAChunkOrTwoOfALongBodyAndGivesItBack() {
        int[] most = {0};
        int events = 40_000;
        InputStream body = new SequenceInputStream(new Enumeration<>() {
            private int next;

            @Override
            public boolean hasMoreElements() {
                return next < events;
            }

            @Override
            public InputStream nextElement() {
                String line = event(next++).replace("}", ",\"data\":\"" + "x".repeat(1_000) + "\"}\n");
                return new ByteArrayInputStream(line.getBytes(UTF_8));
            }
        });
        Holding holding = (bytes, patience) -> {
            most[0] = Math.max(most[0], (int) bytes);
            return bytes <= 2 << 20;
        };
        Receipt receipt = ingest.ingest(new IngestRequest("application/x-ndjson", null, Map.of(), body, -1, holding));
        assertEquals(events, receipt.accepted());
        assertEquals(events, receipt.lines());
        assertTrue(most[0] <= 20 << 20, () -> most[0] + " bytes");
    }

    @Test
    void refusesABodyThatFindsNoRoom() {
        Holding full = (bytes, patience) -> false;
        for (String type : List.of("application/json", "application/x-ndjson")) {
            RuntimeException e = assertThrows(
                    RuntimeException.class,
                    () -> ingest.ingest(new IngestRequest(
                            type, null, Map.of(), new ByteArrayInputStream(event(1).getBytes(UTF_8)), -1, full)));
            assertEquals(
                    ErrorCode.OVERLOADED,
                    e instanceof IngestFailedException f ? f.code() : ((PipelineException) e).code());
        }
    }

    @Test
    void sendsEachTypeToItsQueue() {
        long before = meters.byQueue(PipelineMeters.Flow.ACCEPTED).getOrDefault("orders", 0L);
        send("application/json", "[" + event(1).replace("test.made", "order.placed") + "," + event(2) + "]");
        assertEquals(before + 1, meters.byQueue(PipelineMeters.Flow.ACCEPTED).get("orders"));
    }

    @Test
    void sharesFramesBetweenConcurrentRequests() throws Exception {
        send("application/json", event(0));
        IncarnationLog log =
                logs.stream().filter(l -> l.queue().equals("default")).toList().getLast();
        long framesBefore = log.take().confirmedFrames();
        long eventsBefore = log.confirmedEvents();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Receipt>> receipts = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                String event = event(i);
                receipts.add(clients.submit(() -> send("application/json", event)));
            }
            for (Future<Receipt> receipt : receipts) {
                assertEquals(1, receipt.get().accepted());
            }
        }
        assertEquals(eventsBefore + 500, log.confirmedEvents());
        long frames = log.take().confirmedFrames() - framesBefore;
        assertTrue(frames < 400, () -> frames + " frames for 500 events");
    }

    /// A lane lingers for the company it had; who comes alone afterwards must not wait for it.
    @Test
    void answersWhoeverComesWithLessCompanyThanBefore() throws Exception {
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int company = 64; company > 0; company /= 2) {
                List<Future<Receipt>> receipts = new ArrayList<>();
                for (int i = 0; i < company; i++) {
                    String event = event(i);
                    receipts.add(clients.submit(() -> send("application/json", event)));
                }
                for (Future<Receipt> receipt : receipts) {
                    assertEquals(1, receipt.get().accepted());
                }
            }
        }
    }

    @Test
    void answersWhenTheConnectionIsCutAndAcceptsAgain() {
        send("application/json", event(1));
        int incarnations = logs.size();
        Eventually.eventually(DEADLINE, () -> broker.closeConnections() > 0, "the broker knows the connection");
        Eventually.eventually(
                DEADLINE,
                () -> {
                    try {
                        return send("application/json", event(1)).accepted() == 1 && logs.size() > incarnations;
                    } catch (IngestFailedException e) {
                        assertTrue(e.code().retryable());
                        return false;
                    }
                },
                "a new connection accepts");
    }

    private Receipt send(@Nullable String contentType, String body) {
        byte[] bytes = body.getBytes(UTF_8);
        return ingest.ingest(new IngestRequest(contentType, null, new ByteArrayInputStream(bytes), bytes.length));
    }

    private ErrorCode failure(@Nullable String contentType, String body) {
        return assertThrows(PipelineException.class, () -> send(contentType, body))
                .code();
    }

    private static List<String> codes(Receipt receipt) {
        return receipt.rejected().stream().map(r -> r.code()).toList();
    }

    private static IngestRequest gzip(byte[] plain) throws IOException {
        return new IngestRequest("application/json", "gzip", new ByteArrayInputStream(packed(plain)), -1);
    }

    private static IngestRequest packedLines(byte[] gzip) {
        return new IngestRequest("application/x-ndjson", "gzip", new ByteArrayInputStream(gzip), -1);
    }

    private static byte[] packed(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }

    private static String event(int i) {
        return "{\"id\":\"" + i + "\",\"source\":\"/test\",\"type\":\"test.made\"}";
    }
}
