package dev.sluice.server.control;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.queue.QueueRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a queue's name, patterns and limits may be.
final class DefinitionRules {
    /// Names that stand for something else on the broker or in an address.
    private static final Set<String> RESERVED = Set.of("amqp", "events", "in", "ingest", "suspect", "tail");

    private DefinitionRules() {}

    /// @throws PipelineException `malformed-request` with what is wrong, the value and what is allowed
    static void check(String name, QueueRequest request) {
        if (!QueueRequest.NAME.matcher(name).matches()) {
            throw malformed("A queue's name is 1 to 40 of a-z, 0-9 and -, and begins with a letter.");
        }
        if (RESERVED.contains(name)) {
            throw malformed("The name " + name + " is taken by Sluice itself; choose another.");
        }
        patterns(request.patterns());
        Integer position = request.position();
        // default's own place may be named, as every other field of it may
        if (position != null && (position < 1 || position > QueueRequest.MAX_POSITION) && !name.equals("default")) {
            throw malformed("position is " + position + "; 1 to " + QueueRequest.MAX_POSITION + " are allowed.");
        }
        Long maxBytes = request.limits() == null ? null : request.limits().maxBytes();
        if (maxBytes != null && (maxBytes < QueueRequest.MIN_BYTES || maxBytes > QueueRequest.MAX_BYTES)) {
            throw malformed("limits.maxBytes is " + maxBytes + "; " + QueueRequest.MIN_BYTES + " to "
                    + QueueRequest.MAX_BYTES + " are allowed.");
        }
    }

    private static void patterns(@Nullable List<String> patterns) {
        if (patterns == null) {
            return;
        }
        if (patterns.size() > QueueRequest.MAX_PATTERNS) {
            throw malformed(
                    "There are " + patterns.size() + " patterns; " + QueueRequest.MAX_PATTERNS + " are allowed.");
        }
        Set<String> seen = new HashSet<>();
        for (String pattern : patterns) {
            if (pattern == null
                    || pattern.isBlank()
                    || pattern.length() > QueueRequest.MAX_PATTERN_CHARS
                    || !pattern.equals(pattern.strip())
                    || pattern.chars().anyMatch(c -> Character.isISOControl(c))) {
                throw malformed("A pattern is 1 to " + QueueRequest.MAX_PATTERN_CHARS
                        + " characters, an event type in which * stands for any text, without space around it.");
            }
            if (!seen.add(pattern)) {
                throw malformed("The pattern " + pattern + " is there twice.");
            }
        }
    }

    private static PipelineException malformed(String detail) {
        return new PipelineException(ErrorCode.MALFORMED_REQUEST, detail);
    }
}
