package dev.sluice.console.replay;

import dev.sluice.console.client.ReplayClient;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.model.replay.Replay;
import dev.sluice.model.replay.ReplayList;
import dev.sluice.model.replay.ReplayPlan;
import dev.sluice.model.replay.ReplayRequest;
import org.jspecify.annotations.Nullable;

/// What this feature asks of a server. Each blocks and fails with a client exception.
public interface ReplayControl {
    ReplayPlan plan(ReplayRequest request) throws InterruptedException;

    Replay start(ReplayRequest request) throws InterruptedException;

    /// Newest first.
    ReplayList list(int limit, @Nullable String cursor) throws InterruptedException;

    Replay pause(String id) throws InterruptedException;

    /// @param rate events a second from here on, null: as before
    Replay resume(String id, @Nullable Integer rate) throws InterruptedException;

    Replay stop(String id) throws InterruptedException;

    static ReplayControl of(SluiceClient client) {
        ReplayClient replays = client.replays();
        return new ReplayControl() {
            @Override
            public ReplayPlan plan(ReplayRequest request) throws InterruptedException {
                return replays.plan(request);
            }

            @Override
            public Replay start(ReplayRequest request) throws InterruptedException {
                return replays.start(request);
            }

            @Override
            public ReplayList list(int limit, @Nullable String cursor) throws InterruptedException {
                return replays.list(limit, cursor);
            }

            @Override
            public Replay pause(String id) throws InterruptedException {
                return replays.pause(id);
            }

            @Override
            public Replay resume(String id, @Nullable Integer rate) throws InterruptedException {
                return replays.resume(id, rate);
            }

            @Override
            public Replay stop(String id) throws InterruptedException {
                return replays.stop(id);
            }
        };
    }
}
