package dev.sluice.console.queues;

import dev.sluice.model.queue.PauseRequest;
import dev.sluice.model.queue.Purge;
import dev.sluice.model.queue.PurgePlan;
import dev.sluice.model.queue.PurgeRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Remembers what was done and answers what the test wants.
final class FakeQueueControl implements QueueControl {
    final List<String> acts = new ArrayList<>();
    PurgePlan plan = QueuesTestData.plan(392, true);
    long purged = 392;
    int pollsUntilDone = 1;
    String endState = Purge.DONE;

    @Nullable
    RuntimeException failure;

    @Override
    public void pause(String queue, PauseRequest request) {
        act("pause " + queue + " " + request.reason() + " until " + request.until());
    }

    @Override
    public void resume(String queue) {
        act("resume " + queue);
    }

    @Override
    public PurgePlan plan(String queue) {
        act("plan " + queue);
        return plan;
    }

    @Override
    public Purge purge(String queue, PurgeRequest request) {
        act("purge " + queue + " " + request.plan() + " " + request.reason());
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
        return new Purge("plan-1", "orders", state, plan.count(), count, QueuesTestData.NOW, null, null);
    }
}
