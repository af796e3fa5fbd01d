package dev.sluice.model.event;

import dev.sluice.model.error.ErrorCode;

/// What became of one element of a document.
public sealed interface ReadOutcome {
    /// A well-formed event.
    record Accepted(Event event) implements ReadOutcome {}

    /// An element that is valid JSON and no event of ours.
    ///
    /// @param pointer RFC 6901 pointer inside the element, empty for the element itself
    /// @param json the element's text as it came
    record Refused(ErrorCode code, String pointer, String detail, byte[] json) implements ReadOutcome {}
}
