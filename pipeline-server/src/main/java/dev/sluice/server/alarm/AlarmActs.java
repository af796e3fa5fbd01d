package dev.sluice.server.alarm;

import dev.sluice.model.alarm.Alarm;
import dev.sluice.model.alarm.AlarmAck;
import dev.sluice.model.alarm.AlarmCounts;
import dev.sluice.model.alarm.AlarmPage;
import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.control.Actor;
import dev.sluice.server.store.AlarmStore;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What people see of the alarms and do to them. Thread-safe. Every method throws [PipelineException]
/// `database-unavailable`.
public final class AlarmActs {
    static final int MOST_TEXT = 500;

    private final AlarmStore store;
    private final Consumer<AuditRecord> onAct;

    /// @param onAct told of each audit record
    AlarmActs(AlarmStore store, Consumer<AuditRecord> onAct) {
        this.store = store;
        this.onAct = onAct;
    }

    /// The open ones, those to be acted on first.
    public AlarmPage open() {
        List<Alarm> open = store.open();
        return new AlarmPage(open, AlarmCounts.of(open), store.evaluatedAt(), null);
    }

    /// The closed ones, newest first.
    ///
    /// @param cursor `next` of the page before, null for the first
    /// @throws PipelineException `invalid-cursor` too
    public AlarmPage closed(int limit, @Nullable String cursor) {
        if (cursor != null && !cursor.matches("[0-9]{1,18}")) {
            throw new PipelineException(
                    ErrorCode.INVALID_CURSOR, "The cursor is not one of /v1/alarms; leave it out for the first page.");
        }
        List<Alarm> closed = store.closed(limit + 1, cursor == null ? null : Long.valueOf(cursor));
        boolean more = closed.size() > limit;
        List<Alarm> page = more ? closed.subList(0, limit) : closed;
        return new AlarmPage(
                page,
                AlarmCounts.of(store.open()),
                store.evaluatedAt(),
                more ? page.getLast().id() : null);
    }

    /// @throws PipelineException `not-found`
    public Alarm get(String id) {
        return store.find(number(id)).orElseThrow(() -> missing(id));
    }

    /// Acknowledges an alarm; who was first is kept, whoever comes later.
    ///
    /// @throws PipelineException `not-found`, `malformed-request`
    public Alarm acknowledge(String id, AlarmAck ack, Actor actor) {
        @Nullable
        String note =
                ack.note() == null || ack.note().isBlank() ? null : ack.note().strip();
        if (note != null && note.length() > MOST_TEXT) {
            throw new PipelineException(
                    ErrorCode.MALFORMED_REQUEST,
                    "note has " + note.length() + " characters; " + MOST_TEXT + " are allowed.");
        }
        AlarmStore.Acknowledged done = store.acknowledge(number(id), actor.name(), actor.address(), note)
                .orElseThrow(() -> missing(id));
        done.audits().forEach(onAct);
        return done.alarm();
    }

    private static long number(String id) {
        if (!id.matches("[0-9]{1,18}")) {
            throw missing(id);
        }
        return Long.parseLong(id);
    }

    private static PipelineException missing(String id) {
        return new PipelineException(
                ErrorCode.NOT_FOUND,
                "There is no alarm " + id + "; GET /v1/alarms lists them, and a closed one is kept for 30 days.");
    }
}
