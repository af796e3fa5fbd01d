package dev.sluice.console.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Shows how far a send is: one line drawn over on a terminal, a plain line now and then otherwise.
final class Progress implements AutoCloseable {
    private static final int BAR = 24;
    private static final int WIDTH = 79;
    private static final long DRAWN_EVERY_MILLIS = 200;
    private static final long PRINTED_EVERY_MILLIS = 10_000;

    private final PrintWriter err;
    private final boolean terminal;
    private final SendReport report;
    private final LongSupplier position;
    private final long total;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private final ArrayDeque<Point> recent = new ArrayDeque<>();

    private record Point(long nanos, long accepted) {}

    /// @param position bytes read so far
    /// @param total bytes in all, 0 when not known
    Progress(PrintWriter err, boolean terminal, SendReport report, LongSupplier position, long total) {
        this.err = err;
        this.terminal = terminal;
        this.report = report;
        this.position = position;
        this.total = total;
        this.thread = Thread.ofVirtual().name("progress").start(this::run);
    }

    private void run() {
        try {
            while (!closed.await(terminal ? DRAWN_EVERY_MILLIS : PRINTED_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                String line = line(report.snapshot(), System.nanoTime());
                if (terminal) {
                    err.print("\r" + fitted(line));
                } else {
                    err.println(line.strip());
                }
                err.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String line(SendReport.Snapshot now, long nanos) {
        recent.addLast(new Point(nanos, now.accepted()));
        while (recent.size() > 2
                && nanos - recent.getFirst().nanos() > Duration.ofSeconds(3).toNanos()) {
            recent.removeFirst();
        }
        Point first = recent.getFirst();
        double seconds = Math.max(0.2, (nanos - first.nanos()) / 1e9);
        double rate = (now.accepted() - first.accepted()) / seconds;
        StringBuilder out = new StringBuilder();
        if (total > 0) {
            double part = Math.min(1, (double) position.getAsLong() / total);
            int filled = (int) Math.round(part * BAR);
            out.append('[')
                    .append("#".repeat(filled))
                    .append("-".repeat(BAR - filled))
                    .append("] ")
                    .append(String.format(Locale.ROOT, "%3.0f %%  ", part * 100));
        }
        out.append(String.format(
                Locale.ROOT, "%,d accepted  %,d rejected  %,.0f/s", now.accepted(), now.rejected(), rate));
        if (!now.waiting().isEmpty()) {
            out.append("  waiting: ").append(now.waiting());
        }
        return out.toString();
    }

    private static String fitted(String line) {
        return line.length() > WIDTH ? line.substring(0, WIDTH - 1) + "…" : line + " ".repeat(WIDTH - line.length());
    }

    /// Ends the drawing and clears its line.
    @Override
    public void close() {
        closed.countDown();
        boolean interrupted = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (terminal) {
            err.print("\r" + " ".repeat(WIDTH) + "\r");
            err.flush();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
