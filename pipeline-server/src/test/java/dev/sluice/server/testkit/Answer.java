package dev.sluice.server.testkit;

import java.time.Duration;

/// How one request of a [Checker] ended.
///
/// @param status 0 when there was no answer
/// @param body the answer's, or what went wrong
/// @param retryAfter true when the answer says when to come again
/// @param at when it was sent, in terms of [System#nanoTime]
public record Answer(int status, String body, boolean retryAfter, long at, Duration took) {
    public boolean accepted() {
        return status == 202;
    }

    /// true when it was sent within the span, in terms of [System#nanoTime]
    public boolean sentBetween(long from, long to) {
        return at - from >= 0 && to - at > 0;
    }
}
