package dev.sluice.console.deadletters;

import dev.sluice.console.client.ProblemException;
import dev.sluice.model.deadletter.DeadLetterGroup;
import dev.sluice.model.deadletter.DeadLetterGroups;
import dev.sluice.model.deadletter.DeadLetterPage;
import dev.sluice.model.deadletter.Discard;
import dev.sluice.model.deadletter.DiscardRequest;
import dev.sluice.model.deadletter.GroupMark;
import dev.sluice.model.deadletter.Redrive;
import dev.sluice.model.deadletter.RedriveRequest;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.Problem;
import dev.sluice.model.json.Json;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Dead letters of a server in memory: remembers the acts, and fails when told to.
final class FakeDeadLetterControl implements DeadLetterControl {
    static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");

    final List<String> acts = new ArrayList<>();
    final Deque<Redrive> progress = new ArrayDeque<>();
    final List<DeadLetterGroup> groups = new ArrayList<>(List.of(
            group(
                    "orders",
                    "9f2c11d0a4b7e310",
                    "unstorable",
                    CONSTRAINT,
                    1_204,
                    300,
                    2,
                    "new",
                    true,
                    "ada",
                    "constraint dropped"),
            group(
                    "webhooks",
                    "0a4418ffd2c3b9e1",
                    "too-deep",
                    "/data/a/b: nested deeper than 64 levels",
                    18,
                    0,
                    1,
                    "new",
                    false,
                    null,
                    null),
            group(
                    "orders",
                    "77ab01c2d3e4f596",
                    "unstorable",
                    "The database refused the event: ERROR: value out of range",
                    42,
                    42,
                    4,
                    "known",
                    false,
                    "grace",
                    "asked the producer, ticket 4711"),
            group(
                    "default",
                    "1188aa22bb33cc44",
                    "not-a-frame",
                    "The message has no frame id",
                    2,
                    0,
                    1,
                    "ignored",
                    false,
                    null,
                    null)));

    List<Redrive> redrives = List.of();
    List<Discard> discards = List.of();

    @Nullable
    ErrorCode failure;

    private static final String CONSTRAINT =
            "The database refused the event: ERROR: new row for relation \"event\" violates check constraint \"amount\"\n"
                    + "Detail: Failing row contains (…)";

    static DeadLetterGroup group(
            String queue,
            String fingerprint,
            String code,
            String detail,
            long waiting,
            long returned,
            int attempts,
            String state,
            boolean reopened,
            @Nullable String owner,
            @Nullable String note) {
        boolean marked = reopened || !state.equals("new");
        return new DeadLetterGroup(
                queue,
                fingerprint,
                code,
                detail,
                "12",
                waiting,
                returned,
                0,
                returned,
                attempts,
                NOW.minusSeconds(90_000),
                NOW.minusSeconds(waiting),
                LongStream.range(0, 24).map(h -> waiting * (h % 7) / 40).boxed().toList(),
                state,
                reopened,
                note,
                owner,
                marked ? "ada" : null,
                marked ? NOW.minusSeconds(7_200) : null);
    }

    static Redrive redrive(String state, long total, long sent, long returned, int step, @Nullable String detail) {
        return new Redrive(
                "r1", "orders", state, total, sent, returned, step, null, 0.2, null, "ada", NOW, null, null, detail);
    }

    @Override
    public DeadLetterGroups groups() {
        check();
        return new DeadLetterGroups(groups, groups.size());
    }

    @Override
    public DeadLetterPage letters(String queue, String fingerprint, int limit) {
        check();
        boolean foreign = fingerprint.startsWith("1188");
        return new DeadLetterPage(
                IntStream.range(0, 6)
                        .mapToObj(i -> new DeadLetterPage.Item(
                                Integer.toString(4_711 - i),
                                queue,
                                NOW.minusSeconds(30L * i),
                                NOW.minusSeconds(30L * i + 1),
                                "unstorable",
                                "x",
                                fingerprint,
                                "new",
                                i % 3 == 0 ? 2 : 1,
                                null,
                                !foreign,
                                false,
                                null,
                                null,
                                null,
                                foreign
                                        ? "junk " + i
                                        : "{\"id\":\"o-" + i
                                                + "\",\"source\":\"/shop/3\",\"type\":\"order.placed\",\"data\":"
                                                + "{\"amount\": -12.50, \"currency\":\"EUR\"}}",
                                null))
                        .toList(),
                null);
    }

    @Override
    public GroupMark mark(String queue, String fingerprint, GroupMark mark) {
        return act("mark " + queue + " " + fingerprint + " " + Json.text(mark), mark);
    }

    @Override
    public Redrive redrive(String queue, RedriveRequest request) {
        return act("redrive " + queue + " " + Json.text(request), progress.removeFirst());
    }

    @Override
    public Redrive redriveState(String queue, String id) {
        return progress.removeFirst();
    }

    @Override
    public Redrive stop(String queue, String id) {
        return act("stop " + queue + " " + id, redrive(Redrive.RUNNING, 10, 1, 0, 1, null));
    }

    @Override
    public Redrive edit(String queue, String id, String event, @Nullable String reason) {
        return act("edit " + queue + " " + id + " " + event + " " + reason, progress.removeFirst());
    }

    @Override
    public Discard discard(String queue, DiscardRequest request) {
        return act(
                "discard " + queue + " " + Json.text(request),
                new Discard("d1", queue, Discard.DONE, 3, NOW, null, "ada", NOW, null, null, null));
    }

    @Override
    public Discard undo(String queue, String discard) {
        return act(
                "undo " + queue + " " + discard,
                new Discard("d1", queue, Discard.UNDONE, 3, NOW, null, "ada", NOW, 3L, "ada", NOW));
    }

    @Override
    public List<String> queues() {
        check();
        return List.of("default", "orders", "webhooks");
    }

    @Override
    public List<Redrive> redrives(String queue) {
        check();
        return queue.equals("orders") ? redrives : List.of();
    }

    @Override
    public List<Discard> discards(String queue) {
        check();
        return queue.equals("orders") ? discards : List.of();
    }

    private <T> T act(String act, T answer) {
        check();
        acts.add(act);
        return answer;
    }

    private void check() {
        if (failure != null) {
            throw new ProblemException(Problem.of(failure, "The server said no.", "request-1"), null);
        }
    }
}
