package dev.sluice.server.control;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.deadletter.DeadLetterGroups;
import dev.sluice.model.deadletter.DeadLetterPage;
import dev.sluice.model.deadletter.Discard;
import dev.sluice.model.deadletter.DiscardList;
import dev.sluice.model.deadletter.DiscardRequest;
import dev.sluice.model.deadletter.GroupMark;
import dev.sluice.model.deadletter.GroupState;
import dev.sluice.model.deadletter.LetterState;
import dev.sluice.model.deadletter.Redrive;
import dev.sluice.model.deadletter.RedriveList;
import dev.sluice.model.deadletter.RedriveRequest;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.event.EventLimits;
import dev.sluice.model.event.EventReader;
import dev.sluice.model.event.ReadOutcome;
import dev.sluice.server.store.DiscardStore;
import dev.sluice.server.store.LetterChoice;
import dev.sluice.server.store.LetterStore;
import dev.sluice.server.store.QueueDefinition.Status;
import dev.sluice.server.store.RedriveStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What people do with dead letters. Every method may throw [PipelineException]: `not-found` for a queue that is not
/// there and has no letters, `malformed-request`, `database-unavailable`. Thread-safe.
public final class DeadLetterActs {
    private static final Duration UNDO = Duration.ofDays(7);
    private static final double THRESHOLD = 0.2;
    private static final int MAX_RATE = 100_000;
    private static final int LISTED = 50;
    private static final String ALL = "all";
    private static final EventReader READER = new EventReader(EventLimits.DEFAULT);

    private final LetterStore letters;
    private final RedriveStore redriveStore;
    private final DiscardStore discards;
    private final Redrives redrives;
    private final Fleet fleet;
    private final Consumer<AuditRecord> onAct;

    /// @param onAct told of each audit record
    public DeadLetterActs(
            LetterStore letters,
            RedriveStore redriveStore,
            DiscardStore discards,
            Redrives redrives,
            Fleet fleet,
            Consumer<AuditRecord> onAct) {
        this.letters = letters;
        this.redriveStore = redriveStore;
        this.discards = discards;
        this.redrives = redrives;
        this.fleet = fleet;
        this.onAct = onAct;
    }

    /// Newest first.
    ///
    /// @param state of a letter, `all`, or null: those that nobody has treated
    /// @param cursor `next` of the page before
    public DeadLetterPage page(
            String queue, @Nullable String state, @Nullable String fingerprint, int limit, @Nullable String cursor) {
        require(queue);
        return DeadLetterPages.of(letters.page(
                queue, state == null ? null : states(state), fingerprint, limit, DeadLetterPages.before(cursor)));
    }

    private static List<String> states(String state) {
        List<String> all =
                Arrays.stream(LetterState.values()).map(LetterState::text).toList();
        if (state.equals(ALL)) {
            return all;
        }
        if (!all.contains(state)) {
            throw malformed("state is one of " + String.join(", ", all) + " or " + ALL + ".");
        }
        return List.of(state);
    }

    /// @param queue null: of all queues
    public DeadLetterGroups groups(@Nullable String queue) {
        if (queue != null) {
            require(queue);
        }
        LetterStore.Groups found = letters.groups(queue);
        return new DeadLetterGroups(found.groups(), found.total());
    }

    /// Says something of a kind of letters.
    ///
    /// @throws PipelineException `not-found` when no letter is of that kind
    public GroupMark mark(String queue, String fingerprint, GroupMark mark, Actor actor) {
        GroupState state = GroupState.of(mark.state() == null ? "" : mark.state())
                .orElseThrow(() -> malformed("state is required: new, known, fixed or ignored."));
        @Nullable String note = LetterChoices.text("note", mark.note(), LetterChoices.MAX_REASON);
        @Nullable String owner = LetterChoices.text("owner", mark.owner(), LetterChoices.MAX_OWNER);
        AuditRecord audit = audit(
                actor,
                "mark-dead-letters",
                queue,
                note,
                "done",
                fingerprint + " " + letters.marked(queue, fingerprint).orElse(GroupState.NEW.text()),
                fingerprint + " " + state.text() + (owner == null ? "" : ", of " + owner));
        if (!letters.mark(queue, fingerprint, state, note, owner, audit)) {
            throw new PipelineException(
                    ErrorCode.NOT_FOUND, "Queue " + queue + " has no dead letter of the kind " + fingerprint + ".");
        }
        onAct.accept(audit);
        return new GroupMark(state.text(), note, owner);
    }

    /// Begins to send letters again, and returns at once.
    ///
    /// @throws PipelineException `conflict` while another redrive of the queue runs
    public Redrive redrive(String queue, RedriveRequest request, Actor actor) {
        require(queue);
        LetterChoice choice = LetterChoices.of(queue, request.which());
        @Nullable Integer rate = request.rate();
        if (rate != null && (rate < 1 || rate > MAX_RATE)) {
            throw malformed("rate is in events a second, 1 to " + MAX_RATE + ".");
        }
        double threshold = request.threshold() == null ? THRESHOLD : request.threshold();
        if (!(threshold >= 0 && threshold <= 1)) {
            throw malformed("threshold is a share from 0 to 1; 0.2 stops when more than 20 % come back dead.");
        }
        @Nullable String reason = LetterChoices.text("reason", request.reason(), LetterChoices.MAX_REASON);
        String id = UUID.randomUUID().toString();
        AuditRecord[] kept = new AuditRecord[1];
        RedriveStore.Started started = redriveStore
                .start(
                        new RedriveStore.Wanted(id, choice, rate, threshold, reason, actor.name(), actor.address()),
                        redrives.worker(),
                        total -> kept[0] = audit(
                                actor, "redrive", queue, reason, "done", total + " letters to send", "redrive " + id))
                .orElseThrow(() -> new PipelineException(
                        ErrorCode.CONFLICT,
                        "A redrive of queue " + queue + " is running"
                                + redriveStore
                                        .running(queue)
                                        .map(other -> " (" + other + ")")
                                        .orElse("")
                                + "; wait for it or stop it."));
        onAct.accept(kept[0]);
        redrives.run(queue, id);
        return LetterChoices.redrive(started.progress()).withRefused(started.refused());
    }

    /// Sends one letter again with another text.
    ///
    /// @param text JSON of the event
    /// @throws PipelineException `not-found` when it waits no more; `malformed-json`, or what is wrong with the
    // event
    public Redrive edit(String queue, String letter, byte[] text, @Nullable String why, Actor actor) {
        require(queue);
        byte[] event = event(text);
        @Nullable String reason = LetterChoices.text("reason", why, LetterChoices.MAX_REASON);
        LetterChoice choice = LetterChoices.one(queue, letter);
        String id = UUID.randomUUID().toString();
        AuditRecord audit =
                audit(actor, "edit", queue, reason, "done", "dead letter " + letter, "edited, redrive " + id);
        Redrive begun = redriveStore
                .edit(
                        new RedriveStore.Wanted(id, choice, null, 1, reason, actor.name(), actor.address()),
                        redrives.worker(),
                        event,
                        audit)
                .map(LetterChoices::redrive)
                .orElseThrow(() -> new PipelineException(
                        ErrorCode.NOT_FOUND,
                        "No dead letter " + letter + " waits in queue " + queue
                                + "; it was redriven, discarded or erased, or never was."));
        onAct.accept(audit);
        redrives.run(queue, id);
        return begun;
    }

    private static byte[] event(byte[] text) {
        return switch (READER.read(text, 1).getFirst()) {
            case ReadOutcome.Accepted(var event) -> event.json();
            case ReadOutcome.Refused refused ->
                throw new PipelineException(
                        refused.code(),
                        "At " + (refused.pointer().isEmpty() ? "the event" : refused.pointer()) + ": "
                                + refused.detail() + ".");
        };
    }

    /// @throws PipelineException `not-found`
    public Redrive get(String queue, String id) {
        return redriveStore
                .progress(queue, id)
                .map(LetterChoices::redrive)
                .orElseThrow(() ->
                        new PipelineException(ErrorCode.NOT_FOUND, "Queue " + queue + " has no redrive " + id + "."));
    }

    /// The last ones, newest first.
    public RedriveList redrives(String queue) {
        require(queue);
        return new RedriveList(redriveStore.list(queue, LISTED).stream()
                .map(LetterChoices::redrive)
                .toList());
    }

    /// Stops a redrive; what it sent stays sent.
    public Redrive stop(String queue, String id, Actor actor) {
        AuditRecord audit = audit(actor, "stop-redrive", queue, null, "done", null, "redrive " + id);
        if (redriveStore.stop(queue, id, actor.name(), audit)) {
            onAct.accept(audit);
        }
        return get(queue, id);
    }

    /// Takes letters out of the account of dead ones: they count as purged.
    public Discard discard(String queue, DiscardRequest request, Actor actor) {
        require(queue);
        LetterChoice choice = LetterChoices.of(queue, request.which());
        @Nullable String reason = LetterChoices.text("reason", request.reason(), LetterChoices.MAX_REASON);
        String id = UUID.randomUUID().toString();
        AuditRecord[] kept = new AuditRecord[1];
        Discard discard = discards.discard(
                id,
                choice,
                reason,
                actor.name(),
                UNDO,
                count -> kept[0] = audit(
                        actor,
                        "discard",
                        queue,
                        reason,
                        "done",
                        count + " dead letters waited",
                        "discard " + id + ": " + count + " discarded"));
        onAct.accept(kept[0]);
        return discard;
    }

    /// @throws PipelineException `not-found`; `conflict` when it was undone, or may be undone no more
    public Discard undo(String queue, String id, Actor actor) {
        Discard before = discard(queue, id);
        AuditRecord[] kept = new AuditRecord[1];
        Discard undone = discards.undo(
                        queue,
                        id,
                        actor.name(),
                        count -> kept[0] = audit(
                                actor,
                                "undo-discard",
                                queue,
                                before.reason(),
                                "done",
                                "discard " + id + ": " + before.discarded() + " discarded",
                                count + " wait again"))
                .orElseThrow(() -> new PipelineException(
                        ErrorCode.CONFLICT,
                        before.undoneAt() == null
                                ? "Discard " + id + " could be undone until " + before.undoUntil() + "."
                                : "Discard " + id + " was undone at " + before.undoneAt() + " by " + before.undoneBy()
                                        + "."));
        onAct.accept(kept[0]);
        return undone;
    }

    /// @throws PipelineException `not-found`
    public Discard discard(String queue, String id) {
        return discards.find(queue, id)
                .orElseThrow(() ->
                        new PipelineException(ErrorCode.NOT_FOUND, "Queue " + queue + " has no discard " + id + "."));
    }

    /// The last ones, newest first.
    public DiscardList discards(String queue) {
        require(queue);
        return new DiscardList(discards.list(queue, LISTED));
    }

    /// A queue that was taken out may still have letters.
    private void require(String queue) {
        if (!fleet.state().queues(Status.ACTIVE, Status.RETIRING).contains(queue) && !letters.hasLetters(queue)) {
            throw new PipelineException(
                    ErrorCode.NOT_FOUND, "There is no queue " + queue + "; GET /v1/queues lists them.");
        }
    }

    private static AuditRecord audit(
            Actor actor,
            String act,
            String queue,
            @Nullable String reason,
            String outcome,
            @Nullable String before,
            @Nullable String after) {
        return new AuditRecord(
                Instant.now(), actor.name(), act, "queue:" + queue, reason, outcome, actor.address(), before, after);
    }

    private static PipelineException malformed(String detail) {
        return new PipelineException(ErrorCode.MALFORMED_REQUEST, detail);
    }
}
