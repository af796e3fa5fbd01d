package dev.sluice.server.http;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.event.Event;
import dev.sluice.model.event.ReadOutcome;
import dev.sluice.server.access.Caller;
import dev.sluice.server.access.KeyGrant;
import dev.sluice.server.access.Principal;
import dev.sluice.server.access.RateLimits;
import dev.sluice.server.access.Refusal;
import dev.sluice.server.access.Rejections;
import dev.sluice.server.ingest.Sender;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The sender of one request over HTTP, held to its key. Belongs to the request's thread until
/// all was read, and then to the one that answers.
final class DoorSender implements Sender {
    private final Caller caller;
    private final RateLimits limits;
    private final Rejections rejections;
    private volatile byte @Nullable [] body;
    private volatile long refusals;

    DoorSender(Caller caller, RateLimits limits, Rejections rejections) {
        this.caller = caller;
        this.limits = limits;
        this.rejections = rejections;
    }

    @Override
    public ReadOutcome checked(ReadOutcome.Accepted accepted, String queue) {
        Event event = accepted.event();
        return switch (caller.principal()) {
            case Principal.Admin _, Principal.Member _ -> accepted;
            case Principal.Producer(KeyGrant grant)
            when !grant.maySend(event.source()) ->
                new ReadOutcome.Refused(
                        ErrorCode.SOURCE_NOT_ALLOWED,
                        "/source",
                        "The key " + grant.name() + " may not send events of the source " + event.source(),
                        event.json());
            case Principal.Producer(KeyGrant grant)
            when !grant.mayUse(queue) ->
                new ReadOutcome.Refused(
                        ErrorCode.QUEUE_NOT_ALLOWED,
                        "/type",
                        "Events of this type go to the queue " + queue + ", to which the key " + grant.name()
                                + " may not send",
                        event.json());
            case Principal.Producer _ -> accepted;
        };
    }

    @Override
    public boolean mayUse(String queue) {
        return switch (caller.principal()) {
            case Principal.Admin _, Principal.Member _ -> true;
            case Principal.Producer(KeyGrant grant) -> grant.mayUse(queue);
        };
    }

    @Override
    public void charge(List<Event> events) {
        Map<String, Integer> counts = new HashMap<>();
        if (limits.bySource()) {
            events.forEach(event -> counts.merge(event.source(), 1, Integer::sum));
        }
        limits.charge(caller.principal(), events.size(), counts);
    }

    @Override
    public void arrived(byte[] document) {
        body = document;
    }

    @Override
    public void refused(long index, ReadOutcome.Refused refused) {
        refusals = refusals + 1;
        rejections.add(
                Refusal.ofEvent(index, refused.code(), refused.pointer(), refused.detail(), refused.json()),
                caller.origin());
    }

    /// The request was read and its events go on without their text here.
    void letBodyGo() {
        body = null;
    }

    /// events that were refused
    long refusals() {
        return refusals;
    }

    /// the document, null when it was not read to its end
    byte @Nullable [] body() {
        return body;
    }
}
