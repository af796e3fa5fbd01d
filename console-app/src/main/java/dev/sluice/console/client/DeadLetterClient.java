package dev.sluice.console.client;

import static dev.sluice.console.client.EventQuery.encoded;

import dev.sluice.model.deadletter.DeadLetterGroups;
import dev.sluice.model.deadletter.DeadLetterPage;
import dev.sluice.model.deadletter.Discard;
import dev.sluice.model.deadletter.DiscardList;
import dev.sluice.model.deadletter.DiscardRequest;
import dev.sluice.model.deadletter.GroupMark;
import dev.sluice.model.deadletter.Redrive;
import dev.sluice.model.deadletter.RedriveList;
import dev.sluice.model.deadletter.RedriveRequest;
import dev.sluice.model.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The calls about dead letters. Each blocks its caller and throws as those of [SluiceClient] do. Thread-safe.
public final class DeadLetterClient {
    private static final Duration QUICK = Duration.ofSeconds(10);
    private static final Duration ACT = Duration.ofSeconds(30);

    private final Exchange exchange;

    DeadLetterClient(Exchange exchange) {
        this.exchange = exchange;
    }

    /// The kinds that wait, those of which one died last first.
    ///
    /// @param queue null: of all queues
    public DeadLetterGroups groups(@Nullable String queue) throws InterruptedException {
        return exchange.get(
                queue == null ? "/v1/dead-letters/groups" : path(queue) + "/groups", ACT, DeadLetterGroups.class);
    }

    public GroupMark mark(String queue, String fingerprint, GroupMark mark) throws InterruptedException {
        return exchange.ask("PUT", path(queue) + "/groups/" + encoded(fingerprint), mark, QUICK, GroupMark.class);
    }

    /// Newest first.
    ///
    /// @param state of a letter, `all`, or null: those that nobody has treated
    /// @param fingerprint of one kind, null: of any
    /// @param limit 1 to 1,000
    /// @param cursor `next` of the page before, null for the first
    public DeadLetterPage page(
            String queue, @Nullable String state, @Nullable String fingerprint, int limit, @Nullable String cursor)
            throws InterruptedException {
        return exchange.get(
                path(queue) + "?limit=" + limit + (state == null ? "" : "&state=" + encoded(state))
                        + (fingerprint == null ? "" : "&fingerprint=" + encoded(fingerprint))
                        + (cursor == null ? "" : "&cursor=" + encoded(cursor)),
                ACT,
                DeadLetterPage.class);
    }

    public Redrive redrive(String queue, RedriveRequest request) throws InterruptedException {
        return exchange.post(path(queue) + "/redrive", request, ACT, Redrive.class);
    }

    public Redrive redriveState(String queue, String id) throws InterruptedException {
        return exchange.get(path(queue) + "/redrive/" + encoded(id), QUICK, Redrive.class);
    }

    /// The last ones, newest first.
    public RedriveList redrives(String queue) throws InterruptedException {
        return exchange.get(path(queue) + "/redrive", QUICK, RedriveList.class);
    }

    public Redrive stopRedrive(String queue, String id) throws InterruptedException {
        return exchange.delete(path(queue) + "/redrive/" + encoded(id), QUICK, Redrive.class);
    }

    /// Sends one letter again with another text.
    ///
    /// @param event JSON text, sent byte for byte
    public Redrive edit(String queue, String id, String event, @Nullable String reason) throws InterruptedException {
        String body = "{\"id\":" + Json.text(id) + ",\"body\":" + event
                + (reason == null ? "" : ",\"reason\":" + Json.text(reason)) + "}";
        return exchange.post(
                path(queue) + "/edit",
                new Body("application/json", body.getBytes(StandardCharsets.UTF_8)),
                ACT,
                Redrive.class);
    }

    public Discard discard(String queue, DiscardRequest request) throws InterruptedException {
        return exchange.post(path(queue) + "/discard", request, ACT, Discard.class);
    }

    public Discard undoDiscard(String queue, String id) throws InterruptedException {
        return exchange.post(path(queue) + "/discards/" + encoded(id) + "/undo", null, ACT, Discard.class);
    }

    /// The last ones, newest first.
    public DiscardList discards(String queue) throws InterruptedException {
        return exchange.get(path(queue) + "/discards", QUICK, DiscardList.class);
    }

    private static String path(String queue) {
        return "/v1/queues/" + encoded(queue) + "/dead-letters";
    }
}
