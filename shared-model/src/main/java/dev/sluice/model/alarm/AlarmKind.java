package dev.sluice.model.alarm;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/// What a rule watches. A rule's `target` picks among what is watched, its `threshold` has the unit told here.
public enum AlarmKind {
    /// events that wait in a queue, at least so many
    QUEUE_DEPTH("queue-depth", "queue", "events"),
    /// age of a queue's oldest event, at least so many seconds
    QUEUE_AGE("queue-age", "queue", "seconds"),
    /// events accepted for a queue, fewer than so many a second
    RATE_IN_BELOW("rate-in-below", "queue", "events/s"),
    /// events accepted for a queue, more than so many a second
    RATE_IN_ABOVE("rate-in-above", "queue", "events/s"),
    /// events settled from a queue while some wait and it is not paused, fewer than so many a second
    RATE_OUT_BELOW("rate-out-below", "queue", "events/s"),
    /// events settled from a queue, more than so many a second
    RATE_OUT_ABOVE("rate-out-above", "queue", "events/s"),
    /// events of a queue that become dead letters, at least so many a second
    DEAD_LETTER_RATE("dead-letter-rate", "queue", "events/s"),
    /// a source is quiet for so many times its longest usual gap, in an hour of the week it is usually heard in
    SOURCE_SILENT("source-silent", "source", "times its usual gap"),
    /// a type that was never stored before came within the last so many seconds
    TYPE_NEW("type-new", "type", "seconds"),
    /// the broker takes nothing in: memory or disk; the threshold says nothing
    BROKER_ALARM("broker-alarm", "node", ""),
    /// a pause or a closed ingest without an end, for at least so many seconds
    PAUSE_FORGOTTEN("pause-forgotten", "queue", "seconds"),
    /// so many alarms were raised within a minute; those beyond are folded into this one
    FLOOD("flood", "all", "alarms a minute");

    private final String text;
    private final String watches;
    private final String unit;

    AlarmKind(String text, String watches, String unit) {
        this.text = text;
        this.watches = watches;
        this.unit = unit;
    }

    /// as on the wire
    @JsonValue
    public String text() {
        return text;
    }

    /// what a target of it is: queue, source, type, node or all
    public String watches() {
        return watches;
    }

    /// of its threshold, empty for none
    public String unit() {
        return unit;
    }

    public static Optional<AlarmKind> of(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
    }
}
