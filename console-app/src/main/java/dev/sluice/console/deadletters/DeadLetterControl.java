package dev.sluice.console.deadletters;

import dev.sluice.console.client.DeadLetterClient;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.model.deadletter.DeadLetterGroups;
import dev.sluice.model.deadletter.DeadLetterPage;
import dev.sluice.model.deadletter.Discard;
import dev.sluice.model.deadletter.DiscardRequest;
import dev.sluice.model.deadletter.GroupMark;
import dev.sluice.model.deadletter.Redrive;
import dev.sluice.model.deadletter.RedriveRequest;
import dev.sluice.model.queue.QueueState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the screen asks of a server. Every call blocks and fails with a client exception.
public interface DeadLetterControl {
    /// The kinds of all queues.
    DeadLetterGroups groups() throws InterruptedException;

    /// Waiting letters of a kind, newest first.
    DeadLetterPage letters(String queue, String fingerprint, int limit) throws InterruptedException;

    GroupMark mark(String queue, String fingerprint, GroupMark mark) throws InterruptedException;

    Redrive redrive(String queue, RedriveRequest request) throws InterruptedException;

    Redrive redriveState(String queue, String id) throws InterruptedException;

    Redrive stop(String queue, String id) throws InterruptedException;

    /// @param event JSON text to send instead
    Redrive edit(String queue, String id, String event, @Nullable String reason) throws InterruptedException;

    Discard discard(String queue, DiscardRequest request) throws InterruptedException;

    Discard undo(String queue, String discard) throws InterruptedException;

    /// Names of all queues, in order.
    List<String> queues() throws InterruptedException;

    /// The last ones of a queue, newest first.
    List<Redrive> redrives(String queue) throws InterruptedException;

    /// The last ones of a queue, newest first.
    List<Discard> discards(String queue) throws InterruptedException;

    /// The acts of a server.
    static DeadLetterControl of(SluiceClient client) {
        DeadLetterClient letters = client.deadLetters();
        return new DeadLetterControl() {
            @Override
            public DeadLetterGroups groups() throws InterruptedException {
                return letters.groups(null);
            }

            @Override
            public DeadLetterPage letters(String queue, String fingerprint, int limit) throws InterruptedException {
                return letters.page(queue, "new", fingerprint, limit, null);
            }

            @Override
            public GroupMark mark(String queue, String fingerprint, GroupMark mark) throws InterruptedException {
                return letters.mark(queue, fingerprint, mark);
            }

            @Override
            public Redrive redrive(String queue, RedriveRequest request) throws InterruptedException {
                return letters.redrive(queue, request);
            }

            @Override
            public Redrive redriveState(String queue, String id) throws InterruptedException {
                return letters.redriveState(queue, id);
            }

            @Override
            public Redrive stop(String queue, String id) throws InterruptedException {
                return letters.stopRedrive(queue, id);
            }

            @Override
            public Redrive edit(String queue, String id, String event, @Nullable String reason)
                    throws InterruptedException {
                return letters.edit(queue, id, event, reason);
            }

            @Override
            public Discard discard(String queue, DiscardRequest request) throws InterruptedException {
                return letters.discard(queue, request);
            }

            @Override
            public Discard undo(String queue, String discard) throws InterruptedException {
                return letters.undoDiscard(queue, discard);
            }

            @Override
            public List<String> queues() throws InterruptedException {
                return client.queues().stream().map(QueueState::name).sorted().toList();
            }

            @Override
            public List<Redrive> redrives(String queue) throws InterruptedException {
                return letters.redrives(queue).items();
            }

            @Override
            public List<Discard> discards(String queue) throws InterruptedException {
                return letters.discards(queue).items();
            }
        };
    }
}
