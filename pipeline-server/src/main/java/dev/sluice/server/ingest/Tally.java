package dev.sluice.server.ingest;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.event.ReadOutcome;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Counts what became of one request. Belongs to one thread at a time.
final class Tally {
    private final PipelineMeters meters;
    private final Sender sender;
    private final Deque<Lane.Share> waiting = new ArrayDeque<>();
    private final Deque<Mark> marks = new ArrayDeque<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private long handedOver;
    private long settled;
    private long lines;
    private long openBytes;
    private long rejected;
    private long accepted;
    private long refused;
    private long unknown;
    private ErrorCode refusal = ErrorCode.BROKER_UNAVAILABLE;
    private String trouble = "";

    /// What was handed over up to some line.
    ///
    /// @param shares handed over until then
    private record Mark(long shares, long lines, long bytes) {}

    Tally(PipelineMeters meters, Sender sender) {
        this.meters = meters;
        this.sender = sender;
    }

    Sender sender() {
        return sender;
    }

    void reject(long index, ReadOutcome.Refused refused) {
        rejected++;
        meters.rejected(refused.code(), 1);
        if (rejections.size() < Receipt.MAX_LISTED) {
            sender.refused(index, refused);
            rejections.add(new Rejection(index, refused.code().code(), refused.pointer(), refused.detail()));
        }
    }

    void await(List<Lane.Share> shares) {
        waiting.addAll(shares);
        handedOver += shares.size();
    }

    /// The first `upTo` lines are dealt with once all that was handed over so far is confirmed.
    ///
    /// @param bytes of the events handed over since the last mark
    void mark(long upTo, long bytes) {
        marks.addLast(new Mark(handedOver, upTo, bytes));
        openBytes += bytes;
        passMarks();
    }

    private void passMarks() {
        while (!marks.isEmpty() && marks.getFirst().shares() <= settled) {
            Mark mark = marks.removeFirst();
            openBytes -= mark.bytes();
            lines = failed() ? lines : mark.lines();
        }
    }

    /// bytes of marked events that wait for their outcome
    long openBytes() {
        return openBytes;
    }

    /// shares that wait for their outcome
    int open() {
        return waiting.size();
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
            settled++;
            passMarks();
        }
    }

    /// Counts the outcomes when all are there: each is within the lane's deadline. Nothing else may be asked of the
    /// tally until then.
    CompletableFuture<Void> settled() {
        return CompletableFuture.allOf(waiting.stream().map(Lane.Share::outcome).toArray(CompletableFuture[]::new))
                .thenRun(() -> {
                    waiting.forEach(share -> count(share, share.outcome().join()));
                    waiting.clear();
                });
    }

    private void count(Lane.Share share, PublishOutcome outcome) {
        switch (outcome) {
            case PublishOutcome.Confirmed _ -> accepted += share.events();
            case PublishOutcome.Refused(ErrorCode code, String reason) -> {
                refused += share.events();
                refusal = code;
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

    /// how far the request got by now
    ///
    /// @param ofLines true: tell the lines dealt with, from the first on
    Receipt soFar(boolean ofLines) {
        return new Receipt(accepted, rejections, rejected, ofLines ? lines : null);
    }

    /// @throws IngestFailedException when not every good event was confirmed
    Receipt receipt(boolean ofLines, Duration deadline) {
        meters.passed(Waypoint.CONFIRMED);
        if (failed()) {
            throw new IngestFailedException(
                    unknown > 0 ? ErrorCode.OUTCOME_UNKNOWN : refusal,
                    accepted + " events were confirmed, " + refused + " refused and " + unknown
                            + " have no known outcome after " + deadline.toSeconds() + " s at most: " + trouble
                            + ". Send all of them again with the same ids.",
                    soFar(ofLines),
                    unknown);
        }
        return soFar(ofLines);
    }

    /// The request ends half-way for a reason of its own.
    IngestFailedException brokenOff(PipelineException why) {
        IngestFailedException failure = new IngestFailedException(
                why.code(),
                "After line " + lines + ", with " + accepted + " events confirmed, " + refused + " refused and "
                        + unknown + " of unknown outcome: " + why.getMessage()
                        + " Sending all of it again with the same ids is safe.",
                soFar(true),
                unknown);
        failure.initCause(why);
        return failure;
    }
}
