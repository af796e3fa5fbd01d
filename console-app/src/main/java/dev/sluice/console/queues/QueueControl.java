package dev.sluice.console.queues;

import dev.sluice.console.client.EventQuery;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.client.StoredEvent;
import dev.sluice.model.queue.IngestStopRequest;
import dev.sluice.model.queue.PauseRequest;
import dev.sluice.model.queue.PeekPage;
import dev.sluice.model.queue.Purge;
import dev.sluice.model.queue.PurgeFilter;
import dev.sluice.model.queue.PurgePlan;
import dev.sluice.model.queue.PurgeRequest;
import dev.sluice.model.queue.QueueRemoval;
import dev.sluice.model.queue.QueueRequest;
import dev.sluice.model.queue.ThrottleRequest;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What an operator can do to a queue. Every call blocks and fails with a client exception.
public interface QueueControl {
    /// events of a look into a queue
    int PEEKED = 100;

    void define(String queue, QueueRequest request) throws InterruptedException;

    QueueRemoval delete(String queue) throws InterruptedException;

    /// The types of the newest stored events, the most frequent first.
    ///
    /// @param events how many to look at
    List<TypeCount> recentTypes(int events) throws InterruptedException;

    void pause(String queue, PauseRequest request) throws InterruptedException;

    void resume(String queue) throws InterruptedException;

    void throttle(String queue, ThrottleRequest request) throws InterruptedException;

    void stopIngest(String queue, IngestStopRequest request) throws InterruptedException;

    PeekPage peek(String queue) throws InterruptedException;

    /// @param filter null for all events; with one, the queue has to be paused
    PurgePlan plan(String queue, @Nullable PurgeFilter filter) throws InterruptedException;

    /// The last purges of a queue, newest first.
    List<Purge> purges(String queue) throws InterruptedException;

    /// Puts what a purge removed back.
    Purge undo(String queue, String id) throws InterruptedException;

    Purge purge(String queue, PurgeRequest request) throws InterruptedException;

    Purge purgeState(String queue, String id) throws InterruptedException;

    void stopPurge(String queue, String id) throws InterruptedException;

    /// The acts of a server.
    static QueueControl of(SluiceClient client) {
        return new QueueControl() {
            @Override
            public void define(String queue, QueueRequest request) throws InterruptedException {
                client.define(queue, request);
            }

            @Override
            public QueueRemoval delete(String queue) throws InterruptedException {
                return client.delete(queue);
            }

            @Override
            public List<TypeCount> recentTypes(int events) throws InterruptedException {
                return client.events(EventQuery.of(""), events, null).items().stream()
                        .collect(Collectors.groupingBy(StoredEvent::type, Collectors.counting()))
                        .entrySet()
                        .stream()
                        .map(type -> new TypeCount(type.getKey(), type.getValue()))
                        .sorted(Comparator.comparingLong(TypeCount::events).reversed())
                        .toList();
            }

            @Override
            public void pause(String queue, PauseRequest request) throws InterruptedException {
                client.pause(queue, request);
            }

            @Override
            public void resume(String queue) throws InterruptedException {
                client.resume(queue);
            }

            @Override
            public void throttle(String queue, ThrottleRequest request) throws InterruptedException {
                client.throttle(queue, request);
            }

            @Override
            public void stopIngest(String queue, IngestStopRequest request) throws InterruptedException {
                client.stopIngest(queue, request);
            }

            @Override
            public PeekPage peek(String queue) throws InterruptedException {
                return client.peek(queue, PEEKED);
            }

            @Override
            public PurgePlan plan(String queue, @Nullable PurgeFilter filter) throws InterruptedException {
                return client.planPurge(queue, filter);
            }

            @Override
            public List<Purge> purges(String queue) throws InterruptedException {
                return client.purges(queue);
            }

            @Override
            public Purge undo(String queue, String id) throws InterruptedException {
                return client.undoPurge(queue, id);
            }

            @Override
            public Purge purge(String queue, PurgeRequest request) throws InterruptedException {
                return client.purge(queue, request);
            }

            @Override
            public Purge purgeState(String queue, String id) throws InterruptedException {
                return client.purgeState(queue, id);
            }

            @Override
            public void stopPurge(String queue, String id) throws InterruptedException {
                client.stopPurge(queue, id);
            }
        };
    }
}
