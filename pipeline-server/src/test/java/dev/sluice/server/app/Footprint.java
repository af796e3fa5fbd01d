package dev.sluice.server.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a server process uses: heap after a collection, memory in the kernel's count, platform threads.
record Footprint(long heapKib, long residentKib, long threads) {
    private static final Pattern USED = Pattern.compile("used (\\d+)K");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern THREADS = Pattern.compile("Threads:\\s+(\\d+)");
    /// a request under way and what it waits for
    private static final long HEAP_SLACK_KIB = 24 << 10;

    private static final long THREAD_SLACK = 16;

    static Footprint of(ServerProcess server) {
        jcmd(server, "GC.run");
        String status = read(Path.of("/proc", Long.toString(server.pid()), "status"));
        return new Footprint(
                number(USED, jcmd(server, "GC.heap_info")), number(RESIDENT, status), number(THREADS, status));
    }

    void assertFlatSince(Footprint before) {
        assertTrue(heapKib <= before.heapKib + HEAP_SLACK_KIB, "heap grew: " + before + " became " + this);
        assertTrue(threads <= before.threads + THREAD_SLACK, "threads grew: " + before + " became " + this);
    }

    private static String jcmd(ServerProcess server, String command) {
        try {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(server.pid()),
                            command)
                    .redirectErrorStream(true)
                    .start();
            String output = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
            assertTrue(jcmd.onExit().join().exitValue() == 0, output);
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertTrue(matcher.find(), text);
        return Long.parseLong(matcher.group(1));
    }
}
