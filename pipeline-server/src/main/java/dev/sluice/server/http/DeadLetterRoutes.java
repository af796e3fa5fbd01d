package dev.sluice.server.http;

import dev.sluice.model.deadletter.DiscardRequest;
import dev.sluice.model.deadletter.GroupMark;
import dev.sluice.model.deadletter.RedriveRequest;
import dev.sluice.server.control.DeadLetterActs;
import java.io.IOException;
import java.util.List;

/// Dead letters: looked at, sent again, discarded.
public final class DeadLetterRoutes {
    private static final int MAX_PAGE = 1_000;
    private static final int DEFAULT_PAGE = 100;
    private static final String OF_QUEUE = "/v1/queues/{name}/dead-letters";

    private final DeadLetterActs letters;

    public DeadLetterRoutes(DeadLetterActs letters) {
        this.letters = letters;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(
                        OF_QUEUE,
                        "Events of a queue that could not be stored.",
                        this::page,
                        "limit",
                        "cursor",
                        "state",
                        "fingerprint"),
                Route.get(
                        "/v1/dead-letters/groups",
                        "The kinds of dead letters of all queues.",
                        _ -> Reply.json(letters.groups(null))),
                Route.get(
                        OF_QUEUE + "/groups",
                        "The kinds of dead letters of a queue.",
                        call -> Reply.json(letters.groups(call.path("name")))),
                Route.put(
                        OF_QUEUE + "/groups/{fingerprint}",
                        "Says of a kind that it is new, known, fixed or ignored, and whose it is.",
                        call -> Reply.json(letters.mark(
                                call.path("name"),
                                call.path("fingerprint"),
                                call.json(GroupMark.class),
                                call.actor()))),
                Route.post(OF_QUEUE + "/redrive", "Sends dead letters again, in steps.", this::redrive),
                Route.get(
                        OF_QUEUE + "/redrive",
                        "The last redrives of a queue.",
                        call -> Reply.json(letters.redrives(call.path("name")))),
                Route.get(
                        OF_QUEUE + "/redrive/{id}",
                        "How far a redrive is.",
                        call -> Reply.json(letters.get(call.path("name"), call.path("id")))),
                Route.delete(
                        OF_QUEUE + "/redrive/{id}",
                        "Stops a redrive; what it sent stays sent.",
                        call -> Reply.json(letters.stop(call.path("name"), call.path("id"), call.actor()))),
                Route.post(OF_QUEUE + "/edit", "Sends one dead letter again with another text.", this::edit),
                Route.post(
                        OF_QUEUE + "/discard",
                        "Takes dead letters out; it can be undone for some days.",
                        call -> Reply.json(
                                letters.discard(call.path("name"), call.json(DiscardRequest.class), call.actor()))),
                Route.get(
                        OF_QUEUE + "/discards",
                        "The last discards of a queue.",
                        call -> Reply.json(letters.discards(call.path("name")))),
                Route.get(
                        OF_QUEUE + "/discards/{id}",
                        "One discard.",
                        call -> Reply.json(letters.discard(call.path("name"), call.path("id")))),
                Route.post(
                        OF_QUEUE + "/discards/{id}/undo",
                        "Brings the letters of a discard back.",
                        call -> Reply.json(letters.undo(call.path("name"), call.path("id"), call.actor()))));
    }

    private Reply page(Call call) {
        return Reply.json(letters.page(
                call.path("name"),
                call.query("state").orElse(null),
                call.query("fingerprint").orElse(null),
                call.number("limit", 1, MAX_PAGE, DEFAULT_PAGE),
                call.query("cursor").orElse(null)));
    }

    private Reply redrive(Call call) throws IOException {
        return Reply.json(202, letters.redrive(call.path("name"), call.json(RedriveRequest.class), call.actor()));
    }

    private Reply edit(Call call) throws IOException {
        LetterEdit edit = LetterEdit.read(call);
        return Reply.json(202, letters.edit(call.path("name"), edit.id(), edit.body(), edit.reason(), call.actor()));
    }
}
