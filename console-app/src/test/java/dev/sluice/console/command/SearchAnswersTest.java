package dev.sluice.console.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.testkit.FakeServer;
import dev.sluice.console.testkit.FakeServer.Answer;
import dev.sluice.model.search.Facet;
import dev.sluice.model.search.FacetValue;
import dev.sluice.model.search.Facets;
import dev.sluice.model.search.FieldStatistics;
import dev.sluice.model.search.FieldSuggestions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `search` tells of a result beside its events, and exports.
class SearchAnswersTest {
    private final FakeServer server = new FakeServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void showsTheMostFrequentValues() {
        Facet exact =
                new Facet("type", List.of(new FacetValue("a.b", 1_200), new FacetValue("c\u001b", 3)), 0, 1_203, true);
        Facet sampled = new Facet("data.x", List.of(), 7, 100_000, false);
        server.on("GET /v1/events/facets", r -> Answer.json(new Facets(List.of(exact, sampled))));
        CommandRun run = CommandRun.of(server, "", "search", "--facets", "type,data.x", "--limit", "5", "q");

        assertEquals(
                "type  (1,203 events)\n       1,200  a.b\n           3  c·\ndata.x  (the newest 100,000 events, 7 without)\n",
                run.out());
        assertTrue(server.requests().getFirst().query().endsWith("&top=5"));
    }

    @Test
    void showsTheStatisticsOfAField() {
        server.on(
                "GET /v1/events/statistics",
                r -> Answer.json(new FieldStatistics(
                        "data.n",
                        10,
                        1,
                        12,
                        11,
                        new BigDecimal("-1.50"),
                        new BigDecimal("1e999999"),
                        null,
                        50_000,
                        false,
                        false)));
        CommandRun run = CommandRun.of(server, "", "search", "--stats", "data.n");

        assertEquals("""
                events    10, the newest ones
                missing   1
                values    12, 11 of them numbers
                distinct  ≥ 50,000
                min       -1.5
                max       1E+999999
                average   –
                """, run.out());
    }

    @Test
    void showsTheEventsAroundOneInOrder() {
        server.on(
                "GET /v1/events/two/around",
                r -> Answer.raw(
                        "{\"before\":[" + event(1) + "],\"event\":" + event(2) + ",\"after\":[" + event(3) + "]}"));
        CommandRun run = CommandRun.of(server, "", "search", "--around", "two", "--same", "source", "--json");

        assertEquals(event(1) + "\n" + event(2) + "\n" + event(3) + "\n", run.out());
        assertEquals(
                "before=100&after=100&same=source", server.requests().getFirst().query());
    }

    @Test
    void completesFieldsAndValues() {
        server.on(
                "GET /v1/fields",
                r -> Answer.json(new FieldSuggestions(
                        List.of(new FacetValue(r.query().contains("path=data.action") ? "opened" : "data.amount", 9)),
                        50)));

        assertEquals(
                "           9  data.amount\n",
                CommandRun.of(server, "", "search", "--complete", "data.am").out());
        assertEquals(
                "           9  opened\n",
                CommandRun.of(server, "", "search", "--complete", "data.action:op")
                        .out());
    }

    @Test
    void exportsToAFileThatAppearsWhenItIsWhole(@TempDir Path folder) throws IOException {
        String csv = "id,data.note\r\n1,\"two\r\nlines\"\r\n2,\r\n";
        server.on("GET /v1/events/export", r -> Answer.raw(csv));
        Path file = folder.resolve("out.csv");
        CommandRun run = CommandRun.of(
                server,
                "",
                "search",
                "--export",
                file.toString(),
                "--format",
                "csv",
                "--columns",
                "id,data.note",
                "--zone",
                "Europe/Berlin",
                "type:x");

        assertEquals(ExitCode.OK, run.code(), run.err());
        assertEquals(csv, Files.readString(file));
        assertTrue(run.err().startsWith("2 events, " + csv.length() + " bytes in "), run.err());
        assertEquals(
                "q=type%3Ax&zone=Europe%2FBerlin&format=csv&columns=id%2Cdata.note",
                server.requests().getFirst().query().replace("q=type:x", "q=type%3Ax"));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void exportsToStandardOutputByteForByte() {
        server.on("GET /v1/events/export", r -> Answer.raw(event(1) + "\n" + event(2) + "\n"));
        CommandRun run = CommandRun.of(server, "", "search", "--export", "-");

        assertEquals(event(1) + "\n" + event(2) + "\n", run.out());
        assertTrue(run.err().startsWith("2 events"), run.err());
    }

    @Test
    void endsQuietlyWhenNobodyReadsStandardOutput() {
        server.on("GET /v1/events/export", r -> Answer.raw(event(1) + "\n"));
        StringWriter err = new StringWriter();
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        int code = CommandMain.run(
                new CommandMain.Surroundings(
                        Map.of("SLUICE_URL", server.url(), "SLUICE_TOKEN", FakeServer.TOKEN),
                        InputStream.nullInputStream(),
                        closed,
                        new PrintWriter(Writer.nullWriter()),
                        new PrintWriter(err),
                        false),
                "search",
                "--export",
                "-");

        assertEquals(ExitCode.OK, code);
        assertEquals("", err.toString());
    }

    @Test
    void failsAndLeavesNoFileWhenAnExportBreaksOff(@TempDir Path folder) throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> cutOff(listening));
            CommandRun run = CommandRun.of(
                    Map.of("SLUICE_URL", "http://127.0.0.1:" + listening.getLocalPort(), "SLUICE_TOKEN", "t"),
                    "",
                    "search",
                    "--export",
                    folder.resolve("out.ndjson").toString());

            assertEquals(ExitCode.FAILED, run.code());
            assertTrue(run.err().contains("broke off after 1 events; what came is not the whole"), run.err());
            assertFalse(Files.exists(folder.resolve("out.ndjson")));
            assertTrue(Files.exists(folder.resolve("out.ndjson.part")));
        }
    }

    /// Answers one whole line, then closes in the middle of a chunk.
    private static void cutOff(ServerSocket listening) {
        try (Socket socket = listening.accept()) {
            socket.getInputStream().read(new byte[4_096]);
            String answer =
                    "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + "3\r\n{}\n\r\n20\r\n{\"half\":";
            socket.getOutputStream().write(answer.getBytes());
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String event(int n) {
        return "{\"id\":\"" + n + "\",\"source\":\"/shop/3\",\"type\":\"order.placed\",\"data\":{\"amount\":12.50,"
                + "\"currency\":\"EUR\",\"user\":7},\"queue\":\"orders\",\"receivedat\":\"2026-11-23T10:00:00.1Z\"}";
    }
}
