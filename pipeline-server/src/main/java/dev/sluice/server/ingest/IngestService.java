package dev.sluice.server.ingest;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.event.Event;
import dev.sluice.model.event.EventLimits;
import dev.sluice.model.event.EventReader;
import dev.sluice.model.event.ReadOutcome;
import dev.sluice.model.ingest.Receipt;
import dev.sluice.server.telemetry.PipelineMeters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/// Takes requests in. A JSON document is checked whole before any of it is published; NDJSON is dealt with in chunks
/// as it arrives. Every call ends within the deadline plus the time the body takes to arrive. Thread-safe.
public final class IngestService {
    private final EventReader reader = new EventReader(EventLimits.DEFAULT);
    private final BinaryMode binaryMode = new BinaryMode(reader);
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

    /// Takes a request in and waits for what becomes of it; see [#begin].
    ///
    /// @throws IngestFailedException when not every good event was confirmed
    public Receipt ingest(IngestRequest request) {
        try {
            return begin(request).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw stopping(e);
        }
    }

    /// Reads a request and publishes its events. A JSON document is only waited for while its body arrives, NDJSON
    /// until all its lines are settled.
    ///
    /// @return what was accepted and what was rejected; nothing accepted is a receipt too, and no event at all. It
    ///     fails with an [IngestFailedException] when not every good event was confirmed within the deadline
    /// @throws PipelineException when the request cannot be dealt with: nothing was published
    /// @throws IngestFailedException when that is known already
    public CompletableFuture<Receipt> begin(IngestRequest request) {
        Shape shape = Shape.of(request);
        admission.run();
        Tally tally = new Tally(meters, request.sender());
        try {
            return switch (shape) {
                case LINES ->
                    CompletableFuture.completedFuture(
                            new LineRun(request, reader, limits.deadline(), tally, this::checked, this::publish).run());
                case BINARY -> take(List.of(binaryMode.read(request, body(request))), tally);
                case OBJECT, ARRAY, EITHER -> {
                    byte[] body = body(request);
                    shape.require(body);
                    yield take(reader.read(body, limits.maxEvents()), tally);
                }
            };
        } catch (InterruptedException e) {
            throw stopping(e);
        }
    }

    private static PipelineException stopping(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new PipelineException(ErrorCode.SHUTTING_DOWN, "The server is stopping; send again later.", e);
    }

    private byte[] body(IngestRequest request) throws InterruptedException {
        byte[] body = BodyReader.whole(request, limits.maxBodyBytes());
        request.sender().arrived(body);
        return body;
    }

    /// Takes events that were read already, all of them together.
    private CompletableFuture<Receipt> take(List<ReadOutcome> outcomes, Tally tally) {
        List<Event> events = new ArrayList<>(outcomes.size());
        for (int i = 0; i < outcomes.size(); i++) {
            switch (checked(outcomes.get(i), tally.sender())) {
                case ReadOutcome.Accepted(Event event) -> events.add(event);
                case ReadOutcome.Refused refused -> tally.reject(i, refused);
            }
        }
        publish(events, tally);
        return tally.settled().thenApply(_ -> tally.receipt(false, limits.deadline()));
    }

    private ReadOutcome checked(ReadOutcome outcome, Sender sender) {
        return outcome instanceof ReadOutcome.Accepted accepted
                ? sender.checked(
                        accepted, routing.get().queueOf(accepted.event().type()))
                : outcome;
    }

    private void publish(List<Event> events, Tally tally) {
        if (events.isEmpty()) {
            return;
        }
        tally.sender().charge(events);
        Routing present = routing.get();
        Map<String, List<Event>> byQueue = new LinkedHashMap<>();
        for (Event event : events) {
            byQueue.computeIfAbsent(present.queueOf(event.type()), _ -> new ArrayList<>())
                    .add(event);
        }
        byQueue.forEach((queue, its) -> {
            if (!tally.sender().mayUse(queue)) {
                // the routing changed after the event was looked at
                tally.refuse(its.size(), ErrorCode.CONFLICT, "the queues were defined anew meanwhile");
                return;
            }
            try {
                tally.await(lanes.lane(queue).submit(its));
            } catch (PipelineException e) {
                tally.refuse(its.size(), e.code(), e.getMessage());
            }
        });
    }
}
