package dev.sluice.server.ingest;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.event.Event;
import dev.sluice.model.event.EventLimits;
import dev.sluice.model.event.EventReader;
import dev.sluice.model.event.ReadOutcome;
import dev.sluice.model.ingest.Receipt;
import dev.sluice.server.telemetry.PipelineMeters;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Takes requests in. A JSON document is checked whole before any of it is published; NDJSON is dealt with in chunks
/// as it arrives. Every call ends within the deadline plus the time the body takes to arrive. Thread-safe.
public final class IngestService {
    private static final int CHUNK_EVENTS = 500;
    private static final int CHUNK_BYTES = 1 << 20;
    private static final int OPEN_SHARES = 16;

    private final EventReader reader = new EventReader(EventLimits.DEFAULT);
    private final IngestLimits limits;
    private final Lanes lanes;
    private final Supplier<Routing> routing;
    private final Runnable admission;
    private final PipelineMeters meters;

    /// @param routing the present routing
    /// @param admission throws a [PipelineException] when nothing may be taken in at the moment
    public IngestService(
            IngestLimits limits, Lanes lanes, Supplier<Routing> routing, Runnable admission, PipelineMeters meters) {
        this.limits = limits;
        this.lanes = lanes;
        this.routing = routing;
        this.admission = admission;
        this.meters = meters;
    }

    /// @return what was accepted and what was rejected; nothing accepted is a receipt too
    /// @throws PipelineException when the request cannot be dealt with: nothing was published
    /// @throws IngestFailedException when not every good event was confirmed
    public Receipt ingest(IngestRequest request) {
        Shape shape = shapeOf(request.contentType());
        admission.run();
        try {
            return shape == Shape.LINES ? lines(request) : document(request, shape);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PipelineException(ErrorCode.SHUTTING_DOWN, "The server is stopping; send again later.", e);
        }
    }

    private Receipt document(IngestRequest request, Shape shape) throws InterruptedException {
        byte[] body = BodyReader.whole(request, limits.maxBodyBytes());
        requireShape(body, shape);
        List<ReadOutcome> outcomes = reader.read(body, limits.maxEvents());
        if (outcomes.isEmpty()) {
            throw new PipelineException(
                    ErrorCode.EMPTY_BATCH, "The batch holds no event; send at least one, or nothing.");
        }
        Tally tally = new Tally(meters);
        List<Event> events = new ArrayList<>(outcomes.size());
        for (int i = 0; i < outcomes.size(); i++) {
            switch (outcomes.get(i)) {
                case ReadOutcome.Accepted(Event event) -> events.add(event);
                case ReadOutcome.Refused refused ->
                    tally.reject(i, refused.code(), refused.pointer(), refused.detail());
            }
        }
        publish(events, tally);
        tally.settle(0, deadline());
        return tally.receipt(null, limits.deadline());
    }

    private Receipt lines(IngestRequest request) throws InterruptedException {
        Tally tally = new Tally(meters);
        long lines = 0;
        try (InputStream in = BodyReader.inflating(request)) {
            LineReader reader = new LineReader(in, EventLimits.DEFAULT.maxBytes());
            List<Event> chunk = new ArrayList<>();
            int chunkBytes = 0;
            for (LineReader.@Nullable Line line = reader.next();
                    line != null && !tally.failed();
                    line = reader.next()) {
                @Nullable Event event = line.blank() ? null : eventOf(line, lines, tally);
                lines++;
                if (event != null) {
                    chunk.add(event);
                    chunkBytes += event.json().length;
                }
                if (chunk.size() == CHUNK_EVENTS || chunkBytes >= CHUNK_BYTES) {
                    publish(chunk, tally);
                    chunk.clear();
                    chunkBytes = 0;
                    tally.settle(OPEN_SHARES, deadline());
                }
            }
            if (!tally.failed()) {
                publish(chunk, tally);
            }
            tally.settle(0, deadline());
        } catch (IOException e) {
            tally.settle(0, deadline());
            throw new IngestFailedException(
                    ErrorCode.MALFORMED_REQUEST,
                    "The body could not be read past line " + lines + "; " + tally.accepted()
                            + " events before it were accepted. Send all of it again with the same ids.",
                    tally.accepted(),
                    0);
        } catch (PipelineException e) {
            if (lines == 0) {
                throw e;
            }
            tally.settle(0, deadline());
            throw new IngestFailedException(
                    e.code(),
                    "After line " + lines + ", with " + tally.accepted() + " events accepted: " + e.getMessage(),
                    tally.accepted(),
                    0);
        }
        if (lines == 0) {
            throw new PipelineException(ErrorCode.EMPTY_BATCH, "The body holds no line.");
        }
        return tally.receipt(lines, limits.deadline());
    }

    private @Nullable Event eventOf(LineReader.Line line, long index, Tally tally) {
        if (line.truncated()) {
            tally.reject(
                    index,
                    ErrorCode.EVENT_TOO_LARGE,
                    "",
                    "The line is longer than " + EventLimits.DEFAULT.maxBytes() + " bytes");
            return null;
        }
        try {
            if (firstByte(line.bytes()) == '[') {
                tally.reject(index, ErrorCode.NOT_AN_OBJECT, "", "A line is one JSON object; this is an array");
                return null;
            }
            return switch (reader.read(line.bytes(), 1).getFirst()) {
                case ReadOutcome.Accepted(Event event) -> event;
                case ReadOutcome.Refused refused -> {
                    tally.reject(index, refused.code(), refused.pointer(), refused.detail());
                    yield null;
                }
            };
        } catch (PipelineException e) {
            tally.reject(index, ErrorCode.INVALID_LINE, "", e.getMessage());
            return null;
        }
    }

    private void publish(List<Event> events, Tally tally) {
        Routing present = routing.get();
        Map<String, List<byte[]>> byQueue = new LinkedHashMap<>();
        for (Event event : events) {
            byQueue.computeIfAbsent(present.queueOf(event.type()), _ -> new ArrayList<>())
                    .add(event.json());
        }
        byQueue.forEach((queue, texts) -> {
            try {
                tally.await(lanes.lane(queue).submit(texts));
            } catch (PipelineException e) {
                tally.refuse(texts.size(), e.code(), e.getMessage());
            }
        });
    }

    private long deadline() {
        return System.nanoTime() + limits.deadline().toNanos();
    }

    private enum Shape {
        OBJECT,
        ARRAY,
        EITHER,
        LINES
    }

    private static Shape shapeOf(@Nullable String contentType) {
        String[] parts = contentType == null ? new String[] {""} : contentType.split(";");
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].trim().toLowerCase(Locale.ROOT).replace("\"", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                throw new PipelineException(
                        ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The charset must be utf-8, as JSON demands.");
            }
        }
        return switch (parts[0].trim().toLowerCase(Locale.ROOT)) {
            case "application/json" -> Shape.EITHER;
            case "application/cloudevents+json" -> Shape.OBJECT;
            case "application/cloudevents-batch+json" -> Shape.ARRAY;
            case "application/x-ndjson" -> Shape.LINES;
            default ->
                throw new PipelineException(
                        ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                        "Content-Type must be application/json, application/cloudevents+json, "
                                + "application/cloudevents-batch+json or application/x-ndjson.");
        };
    }

    private static void requireShape(byte[] body, Shape shape) {
        int first = firstByte(body);
        if ((shape == Shape.OBJECT && first == '[') || (shape == Shape.ARRAY && first == '{')) {
            throw new PipelineException(
                    ErrorCode.MALFORMED_REQUEST,
                    shape == Shape.OBJECT
                            ? "application/cloudevents+json is one object; an array is application/cloudevents-batch+json."
                            : "application/cloudevents-batch+json is an array; one object is application/cloudevents+json.");
        }
    }

    private static int firstByte(byte[] body) {
        for (byte b : body) {
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return b;
            }
        }
        return -1;
    }
}
