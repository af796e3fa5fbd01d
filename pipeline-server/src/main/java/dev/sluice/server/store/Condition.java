package dev.sluice.server.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a stored event must fulfil to be found. Built by the query language, turned into SQL by [ConditionSql].
public sealed interface Condition {
    /// Every event.
    record All() implements Condition {}

    record And(List<Condition> all) implements Condition {
        public And {
            all = List.copyOf(all);
        }
    }

    record Or(List<Condition> any) implements Condition {
        public Or {
            any = List.copyOf(any);
        }
    }

    record Not(Condition condition) implements Condition {}

    /// An attribute that has a column of its own.
    record Attribute(Field field, Glob glob) implements Condition {}

    /// A leaf of the event's JSON has this value.
    ///
    /// @param path names joined by dots from the event's root, without array positions: `data.items.name`
    /// @param quoted true: only the text matches; false: also the number, `true`, `false` or `null` of that
    /// spelling
    record Value(String path, String value, boolean quoted) implements Condition {}

    /// The event's JSON has something at this path.
    record Present(String path) implements Condition {}

    /// The text stands in one of the event's values, whatever its case. One word matches as a whole word.
    record Text(String text) implements Condition {}

    /// A number of the event's JSON at this path lies within the range; arrays are looked through.
    record Number(String path, NumberRange range) implements Condition {}

    /// Received in `[from, to)`.
    ///
    /// @param from,to null for no bound
    record Received(@Nullable Instant from, @Nullable Instant to) implements Condition {}

    /// The event's own time, or its receive time when it tells none, lies in `[from, to)`, cut to microseconds.
    ///
    /// @param from,to null for no bound
    record Occurred(@Nullable Instant from, @Nullable Instant to) implements Condition {}

    /// Attributes with columns.
    enum Field {
        TYPE,
        SOURCE,
        SUBJECT,
        ID,
        QUEUE
    }
}
