package dev.sluice.console.command;

import dev.sluice.model.ingest.Receipt;
import dev.sluice.model.ingest.Rejection;
import java.util.ArrayList;
import java.util.List;

/// What came of the events sent so far. Thread-safe.
final class SendReport {
    static final int LISTED = 20;

    private final List<Line> listed = new ArrayList<>();
    private long accepted;
    private long rejected;
    private String waiting = "";

    /// A rejected event.
    record Line(long line, String code, String detail) {
        String text() {
            return "line %d: %s: %s".formatted(line, code, detail);
        }
    }

    /// A moment of it.
    ///
    /// @param waiting why nothing moves, empty when it does
    record Snapshot(long accepted, long rejected, String waiting) {}

    synchronized void add(Batch batch, Receipt receipt) {
        waiting = "";
        accepted += receipt.accepted();
        rejected += receipt.rejectedTotal();
        for (Rejection rejection : receipt.rejected()) {
            String at = rejection.pointer().isEmpty() ? "" : " (at " + rejection.pointer() + ")";
            list(new Line(batch.lineOf(rejection.index()), rejection.code(), rejection.detail() + at));
        }
    }

    synchronized void reject(long line, String code, String detail) {
        rejected++;
        list(new Line(line, code, detail));
    }

    synchronized void waiting(String reason) {
        waiting = reason;
    }

    synchronized Snapshot snapshot() {
        return new Snapshot(accepted, rejected, waiting);
    }

    /// The first rejected events by line; batches answer in any order, so the lowest lines seen are kept.
    synchronized List<Line> listed() {
        return List.copyOf(listed);
    }

    private void list(Line line) {
        int at = listed.size();
        while (at > 0 && listed.get(at - 1).line() > line.line()) {
            at--;
        }
        if (at < LISTED) {
            listed.add(at, line);
            if (listed.size() > LISTED) {
                listed.removeLast();
            }
        }
    }
}
