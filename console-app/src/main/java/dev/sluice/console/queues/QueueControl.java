package dev.sluice.console.queues;

import dev.sluice.console.client.SluiceClient;
import dev.sluice.model.queue.PauseRequest;
import dev.sluice.model.queue.Purge;
import dev.sluice.model.queue.PurgePlan;
import dev.sluice.model.queue.PurgeRequest;

/// What an operator can do to a queue. Every call blocks and fails with a client exception.
public interface QueueControl {
    void pause(String queue, PauseRequest request) throws InterruptedException;

    void resume(String queue) throws InterruptedException;

    PurgePlan plan(String queue) throws InterruptedException;

    Purge purge(String queue, PurgeRequest request) throws InterruptedException;

    Purge purgeState(String queue, String id) throws InterruptedException;

    void stopPurge(String queue, String id) throws InterruptedException;

    /// The acts of a server.
    static QueueControl of(SluiceClient client) {
        return new QueueControl() {
            @Override
            public void pause(String queue, PauseRequest request) throws InterruptedException {
                client.pause(queue, request);
            }

            @Override
            public void resume(String queue) throws InterruptedException {
                client.resume(queue);
            }

            @Override
            public PurgePlan plan(String queue) throws InterruptedException {
                return client.planPurge(queue);
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
