package dev.sluice.console.queues;

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Remembers what was done and answers what the test wants.
final class FakeQueueControl implements QueueControl {
    final List<String> acts = new ArrayList<>();
    QueueRemoval removal = new QueueRemoval("test", QueueRemoval.REMOVED);
    List<TypeCount> types = List.of(
            new TypeCount("click.made", 148),
            new TypeCount("order.placed", 80),
            new TypeCount("page.viewed", 41),
            new TypeCount("order.paid", 18),
            new TypeCount("shipment.sent", 9),
            new TypeCount("shipment.late", 3),
            new TypeCount("refund.asked", 1));
    PeekPage peeked = QueuesTestData.peeked();
    PurgePlan plan = QueuesTestData.plan(392, true);
    long purged = 392;
    int pollsUntilDone = 1;
    String endState = Purge.DONE;

    @Nullable
    Instant undoUntil;

    List<Purge> purges = List.of();

    @Nullable
    RuntimeException failure;

    @Override
    public void define(String queue, QueueRequest request) {
        QueueRequest.Limits limits = request.limits();
        act("define " + queue + " " + request.patterns() + " at " + request.position() + " up to "
                + (limits == null ? "as before" : limits.maxBytes()));
    }

    @Override
    public QueueRemoval delete(String queue) {
        act("delete " + queue);
        return removal;
    }

    @Override
    public List<TypeCount> recentTypes(int events) {
        return types;
    }

    @Override
    public void pause(String queue, PauseRequest request) {
        act("pause " + queue + " " + request.reason() + " until " + request.until()
                + (request.untilDepth() == null ? "" : " or " + request.untilDepth() + " events"));
    }

    @Override
    public void resume(String queue) {
        act("resume " + queue);
    }

    @Override
    public void throttle(String queue, ThrottleRequest request) {
        act("throttle " + queue + " to " + request.rate() + " until " + request.until() + " " + request.reason());
    }

    @Override
    public void stopIngest(String queue, IngestStopRequest request) {
        act("ingest " + queue + " " + request.state() + " until " + request.until() + " " + request.reason());
    }

    @Override
    public PeekPage peek(String queue) {
        act("peek " + queue);
        return peeked;
    }

    @Override
    public PurgePlan plan(String queue, @Nullable PurgeFilter filter) {
        act("plan " + queue + (filter == null ? "" : " by " + filter.text()));
        return filter == null ? plan : QueuesTestData.plan(plan, filter);
    }

    @Override
    public List<Purge> purges(String queue) {
        return purges;
    }

    @Override
    public Purge undo(String queue, String id) {
        act("undo " + queue + " " + id);
        return state(Purge.UNDONE, plan.count());
    }

    @Override
    public Purge purge(String queue, PurgeRequest request) {
        act("purge " + queue + " " + request.plan() + " " + request.reason()
                + (request.name() == null ? "" : " as " + request.name()));
        return state(Purge.RUNNING, 10);
    }

    @Override
    public Purge purgeState(String queue, String id) {
        act("look " + id);
        return pollsUntilDone-- > 1 ? state(Purge.RUNNING, 200) : state(endState, purged);
    }

    @Override
    public void stopPurge(String queue, String id) {
        act("stop " + id);
    }

    private void act(String text) {
        acts.add(text);
        if (failure != null) {
            throw failure;
        }
    }

    private Purge state(String state, long count) {
        return QueuesTestData.purge(state, plan.count(), count, undoUntil);
    }
}
