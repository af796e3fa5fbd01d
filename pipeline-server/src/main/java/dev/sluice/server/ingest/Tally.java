package dev.sluice.server.ingest;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.ingest.Receipt;
import dev.sluice.model.ingest.Rejection;
import dev.sluice.server.queue.PublishOutcome;
import dev.sluice.server.telemetry.PipelineMeters;
import dev.sluice.server.telemetry.Waypoint;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Counts what became of one request. Belongs to the request's thread.
final class Tally {
    private final PipelineMeters meters;
    private final Deque<Lane.Share> waiting = new ArrayDeque<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private long rejected;
    private long accepted;
    private long refused;
    private long unknown;
    private ErrorCode refusal = ErrorCode.BROKER_UNAVAILABLE;
    private String trouble = "";

    Tally(PipelineMeters meters) {
        this.meters = meters;
    }

    void reject(long index, ErrorCode code, String pointer, String detail) {
        rejected++;
        meters.rejected(code, 1);
        if (rejections.size() < Receipt.MAX_LISTED) {
            rejections.add(new Rejection(index, code.code(), pointer, detail));
        }
    }

    void await(List<Lane.Share> shares) {
        waiting.addAll(shares);
    }

    /// counts events that no lane took
    void refuse(int events, ErrorCode code, String reason) {
        refused += events;
        refusal = code;
        trouble = reason;
    }

    /// Waits for the outcomes until at most `leave` are open.
    ///
    /// @param deadline in terms of [System#nanoTime]
    void settle(int leave, long deadline) throws InterruptedException {
        while (waiting.size() > leave) {
            Lane.Share share = waiting.removeFirst();
            try {
                long left = Math.max(0, deadline - System.nanoTime());
                count(share, share.outcome().get(left, TimeUnit.NANOSECONDS));
            } catch (TimeoutException e) {
                count(share, new PublishOutcome.Unknown("the broker did not confirm in time"));
            } catch (ExecutionException e) {
                throw new IllegalStateException("an outcome never fails", e);
            }
        }
    }

    private void count(Lane.Share share, PublishOutcome outcome) {
        switch (outcome) {
            case PublishOutcome.Confirmed _ -> accepted += share.events();
            case PublishOutcome.Refused(String reason) -> {
                refused += share.events();
                trouble = reason;
            }
            case PublishOutcome.Unknown(String reason) -> {
                unknown += share.events();
                trouble = reason;
            }
        }
    }

    boolean failed() {
        return refused + unknown > 0;
    }

    long accepted() {
        return accepted;
    }

    /// @throws IngestFailedException when not every good event was confirmed
    Receipt receipt(@Nullable Long lines, Duration deadline) {
        meters.passed(Waypoint.CONFIRMED);
        if (failed()) {
            throw new IngestFailedException(
                    unknown > 0 ? ErrorCode.OUTCOME_UNKNOWN : refusal,
                    accepted + " events were confirmed, " + refused + " refused and " + unknown
                            + " have no known outcome after " + deadline.toSeconds() + " s at most: " + trouble
                            + ". Send all of them again with the same ids.",
                    accepted,
                    unknown);
        }
        return new Receipt(accepted, rejections, rejected, lines);
    }
}
