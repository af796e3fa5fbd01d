package dev.sluice.model.queue;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Defines a queue, or changes one: what is left out stays as it is.
///
/// @param patterns event types, `*` stands for any text; required for a new queue. Empty: it takes nothing new
/// @param position definitions are tried in this order; a new queue without one comes last before `default`
/// @param limits null leaves them as they are
public record QueueRequest(
        @Nullable List<String> patterns,
        @Nullable Integer position,
        @Nullable Limits limits) {
    /// What a queue's name looks like: it becomes part of names on the broker.
    public static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    public static final int MAX_PATTERNS = 100;
    public static final int MAX_PATTERN_CHARS = 256;
    public static final int MAX_POSITION = 1_000_000;
    public static final long MIN_BYTES = 64L << 10;
    public static final long MAX_BYTES = 1L << 50;

    /// @param maxBytes of message bodies on the broker; null for the server's default
    public record Limits(@Nullable Long maxBytes) {}
}
