package dev.sluice.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.server.http.Reply.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests that smuggle, starve or confuse, by raw sockets.
class BadHttpIT {
    private static final String HEAD = "POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n";
    private static final String CHUNKED = HEAD + "Transfer-Encoding: chunked\r\n\r\n";
    private static TestHttp http;

    @BeforeAll
    static void start() {
        Route echo = new Route("POST", "/echo", Access.PUBLIC, "Echo.", Set.of(), call -> {
            return new Answer(200, "text/plain", call.body().readAllBytes(), Map.of());
        });
        Route hello =
                Route.open("/hello", "Hello.", call -> new Answer(200, "text/plain", "hello".getBytes(), Map.of()));
        http = new TestHttp(RouteTable.of(List.of(echo, hello)));
    }

    @AfterAll
    static void stop() {
        http.close();
    }

    static Stream<Arguments> ambiguous() {
        return Stream.of(
                Arguments.of("both lengths", HEAD + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of("two lengths", HEAD + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"),
                Arguments.of("negative length", HEAD + "Content-Length: -1\r\n\r\n"),
                Arguments.of("list of lengths", HEAD + "Content-Length: 3,3\r\n\r\nabc"),
                Arguments.of("20 digits", HEAD + "Content-Length: 11111111111111111111\r\n\r\nabc"),
                Arguments.of("signed length", HEAD + "Content-Length: +3\r\n\r\nabc"),
                Arguments.of("33-bit chunk", CHUNKED + "100000003\r\nabc\r\n0\r\n\r\n"),
                Arguments.of("signed chunk", CHUNKED + "+3\r\nabc\r\n0\r\n\r\n"),
                Arguments.of("0x chunk", CHUNKED + "0x3\r\nabc\r\n0\r\n\r\n"),
                Arguments.of("chunk without end", CHUNKED + "3\r\nabcXX0\r\n\r\n"),
                Arguments.of("chunk with bare LF", CHUNKED + "3\nabc\n0\n\n"),
                Arguments.of("obs-fold", HEAD + "X: a\r\n b\r\nContent-Length: 3\r\n\r\nabc"),
                Arguments.of("bare LF", "POST /echo HTTP/1.1\nHost: a\nContent-Length: 3\n\nabc"),
                Arguments.of("one bare LF", "POST /echo HTTP/1.1\r\nHost: a\nContent-Length: 3\r\n\r\nabc"),
                Arguments.of("space before colon", HEAD + "Content-Length : 3\r\n\r\nabc"),
                Arguments.of("NUL in a value", HEAD + "X: a\0b\r\nContent-Length: 3\r\n\r\nabc"),
                Arguments.of("no host", "POST /echo HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"),
                Arguments.of("two hosts", HEAD + "Host: b\r\nContent-Length: 3\r\n\r\nabc"),
                Arguments.of("xchunked", HEAD + "Transfer-Encoding: xchunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"),
                Arguments.of("gzip, chunked", HEAD + "Transfer-Encoding: gzip, chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"),
                Arguments.of("identity", HEAD + "Transfer-Encoding: identity\r\n\r\nGET /hello HTTP/1.1\r\n\r\n"),
                Arguments.of("chunked twice", HEAD + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ambiguous")
    void answers400AndClosesOnWhatCouldBeReadInTwoWays(String name, String request) {
        String answer = http.raw(request);
        assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        assertEquals(1, answer.split("HTTP/1\\.1 ", -1).length - 1, answer);
        assertTrue(answer.contains("application/problem+json"), answer);
        assertFalse(answer.contains("\tat "), answer);
    }

    static Stream<Arguments> refused() {
        String get = "GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n";
        StringBuilder many = new StringBuilder(get);
        for (int i = 0; i < 10_000; i++) {
            many.append('a').append(i).append(": b\r\n");
        }
        return Stream.of(
                Arguments.of("unknown version", "GET /hello HTTP/9.9\r\nHost: a\r\n\r\n", 505),
                Arguments.of("a header of 1 MiB", get + "X: " + "a".repeat(1 << 20) + "\r\n\r\n", 431),
                Arguments.of("10,000 headers", many + "\r\n", 431),
                Arguments.of(
                        "an address of 1 MiB", "GET /" + "a".repeat(1 << 20) + " HTTP/1.1\r\nHost: a\r\n\r\n", 414),
                Arguments.of("TRACE", get.replace("GET", "TRACE") + "\r\n", 405),
                Arguments.of("lower-case method", get.replace("GET", "get") + "\r\n", 405),
                Arguments.of("double slash", get.replace("/hello", "//") + "\r\n", 400),
                Arguments.of("path parameter", get.replace("/hello", "/..;/hello") + "\r\n", 400),
                Arguments.of("dot segments", get.replace("/hello", "/x/../hello") + "\r\n", 400),
                Arguments.of("escaped dots", get.replace("/hello", "/%2e%2e/hello") + "\r\n", 400),
                Arguments.of("NUL", get.replace("/hello", "/%00") + "\r\n", 400),
                Arguments.of("broken escape", get.replace("/hello", "/%zz") + "\r\n", 400),
                Arguments.of("no UTF-8 in the query", get.replace("/hello", "/hello?q=%ff") + "\r\n", 400),
                Arguments.of("unknown parameter", get.replace("/hello", "/hello?a=b") + "\r\n", 400),
                Arguments.of("unknown address", get.replace("/hello", "/nowhere") + "\r\n", 401));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refusesWithTheRightStatus(String name, String request, int status) {
        String answer = http.raw(request);
        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        assertTrue(answer.contains("\"requestId\":\""), answer);
        assertEquals(status == 405, answer.contains("Allow: GET, HEAD"), answer);
    }

    @Test
    void servesEveryRequestOfAPipelineOnce() {
        String get = "GET /hello HTTP/1.1\r\nHost: a\r\n";
        String answer = http.raw(get + "\r\n" + get + "Connection: close\r\n\r\n");
        assertEquals(2, answer.split("HTTP/1\\.1 200", -1).length - 1, answer);
    }

    @Test
    void closesAConnectionWhoseHeadersTrickle() throws IOException {
        long start = System.nanoTime();
        try (Socket socket = new Socket("127.0.0.1", http.server.port())) {
            socket.setSoTimeout(10_000);
            Thread.ofVirtual().start(() -> trickle(socket, "GET /hello HTTP/1.1\r\nX: " + "a".repeat(1_000)));
            TestHttp.readAll(socket.getInputStream());
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(took.compareTo(Duration.ofSeconds(4)) < 0, took.toString());
    }

    @Test
    void endsABodyThatTricklesOrStallsAndServesOthersMeanwhile() throws IOException {
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Socket socket = new Socket("127.0.0.1", http.server.port());
            socket.setSoTimeout(10_000);
            slow.add(socket);
            boolean stalls = i % 2 == 0;
            Thread.ofVirtual().start(() -> {
                write(socket, HEAD + "Content-Length: 5000\r\n\r\n");
                trickle(socket, stalls ? "" : "a".repeat(1_000));
            });
        }
        long start = System.nanoTime();
        assertEquals(200, http.get("/hello").statusCode());
        assertTrue(System.nanoTime() - start < Duration.ofSeconds(1).toNanos());
        for (Socket socket : slow) {
            try (socket) {
                String answer = TestHttp.readAll(socket.getInputStream());
                assertTrue(answer.isEmpty() || answer.contains(" 408 ") || answer.contains("[reset]"), answer);
            }
        }
    }

    @Test
    void answersABodyThatEndsEarlyWithoutServingIt() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", http.server.port())) {
            socket.setSoTimeout(10_000);
            write(socket, HEAD + "Content-Length: 9\r\n\r\nabc");
            socket.shutdownOutput();
            String answer = TestHttp.readAll(socket.getInputStream());
            assertFalse(answer.contains(" 200 "), answer);
        }
        assertEquals(200, http.get("/hello").statusCode());
    }

    private static void trickle(Socket socket, String text) {
        for (int i = 0; i < text.length() && write(socket, text.substring(i, i + 1)); i++) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private static boolean write(Socket socket, String text) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
