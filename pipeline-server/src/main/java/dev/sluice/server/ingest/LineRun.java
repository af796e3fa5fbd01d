package dev.sluice.server.ingest;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.event.Event;
import dev.sluice.model.event.EventLimits;
import dev.sluice.model.event.EventReader;
import dev.sluice.model.event.ReadOutcome;
import dev.sluice.model.ingest.Receipt;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// One NDJSON body on its way in: published in chunks as it arrives, while at most so many shares wait for their
/// confirm, and reading waits while there is no room. However long the body is, it holds no more than that. Used once,
/// by the request's thread.
final class LineRun {
    private static final int CHUNK_EVENTS = 500;
    private static final int CHUNK_BYTES = 1 << 20;
    private static final int OPEN_SHARES = 16;

    private final IngestRequest request;
    private final EventReader events;
    private final Duration deadline;
    private final Tally tally;
    private final BiFunction<ReadOutcome, Sender, ReadOutcome> check;
    private final BiConsumer<List<Event>, Tally> publisher;
    private final List<Event> chunk = new ArrayList<>();
    private long chunkBytes;
    private long lines;

    /// @param check refuses a good event that the sender may not send
    /// @param publisher hands events over and tells the tally what it waits for
    LineRun(
            IngestRequest request,
            EventReader events,
            Duration deadline,
            Tally tally,
            BiFunction<ReadOutcome, Sender, ReadOutcome> check,
            BiConsumer<List<Event>, Tally> publisher) {
        this.request = request;
        this.events = events;
        this.deadline = deadline;
        this.tally = tally;
        this.check = check;
        this.publisher = publisher;
    }

    /// @throws IngestFailedException when it ended half-way, which tells how far it got
    /// @throws PipelineException `unsupported-media-type`
    Receipt run() throws InterruptedException {
        try (InputStream in = BodyReader.inflating(request)) {
            try {
                readAll(new LineReader(in, EventLimits.DEFAULT.maxBytes(), this::makeRoom));
            } catch (IOException e) {
                throw BodyReader.broken(e);
            }
        } catch (PipelineException e) {
            tally.settle(0, end());
            throw tally.brokenOff(e);
        } catch (IOException e) {
            throw new IllegalStateException("closing the body failed", e);
        }
        return tally.receipt(true, deadline);
    }

    private void readAll(LineReader reader) throws IOException, InterruptedException {
        for (LineReader.@Nullable Line line = reader.next(); line != null && !tally.failed(); line = reader.next()) {
            @Nullable Event event = line.blank() ? null : eventOf(line);
            lines++;
            if (event != null) {
                chunk.add(event);
                chunkBytes += event.json().length;
            }
            if (chunk.size() == CHUNK_EVENTS || chunkBytes >= CHUNK_BYTES) {
                publish();
                tally.settle(OPEN_SHARES, end());
            }
        }
        if (!tally.failed()) {
            publish();
        }
        tally.settle(0, end());
    }

    private void publish() {
        publisher.accept(chunk, tally);
        tally.mark(lines, chunkBytes);
        chunk.clear();
        chunkBytes = 0;
    }

    /// Waits until the line under way may grow by one buffer: for confirms of this request's own events first, then for
    /// other requests.
    private void makeRoom(int lineBytes) throws InterruptedException {
        while (true) {
            long wanted = tally.openBytes() + chunkBytes + lineBytes + LineReader.BUFFER_BYTES;
            boolean waiting = tally.open() > 0;
            if (request.holding().hold(wanted, waiting ? Duration.ZERO : deadline)) {
                return;
            }
            if (!waiting) {
                throw BodyReader.noRoom();
            }
            tally.settle(tally.open() - 1, end());
        }
    }

    private @Nullable Event eventOf(LineReader.Line line) {
        if (line.truncated()) {
            return refused(
                    line,
                    ErrorCode.EVENT_TOO_LARGE,
                    "The line is longer than " + EventLimits.DEFAULT.maxBytes() + " bytes");
        }
        try {
            if (Shape.firstByte(line.bytes()) == '[') {
                return refused(line, ErrorCode.NOT_AN_OBJECT, "A line is one JSON object; this is an array");
            }
            return switch (check.apply(events.read(line.bytes(), 1).getFirst(), tally.sender())) {
                case ReadOutcome.Accepted(Event event) -> event;
                case ReadOutcome.Refused refused -> {
                    tally.reject(lines, refused);
                    yield null;
                }
            };
        } catch (PipelineException e) {
            return refused(line, ErrorCode.INVALID_LINE, e.getMessage());
        }
    }

    private @Nullable Event refused(LineReader.Line line, ErrorCode code, String detail) {
        tally.reject(lines, new ReadOutcome.Refused(code, "", detail, line.bytes()));
        return null;
    }

    private long end() {
        return System.nanoTime() + deadline.toNanos();
    }
}
