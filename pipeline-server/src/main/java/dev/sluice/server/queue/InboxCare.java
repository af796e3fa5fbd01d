package dev.sluice.server.queue;

/// How far a process looks after the broker's objects of the inbox.
public enum InboxCare {
    /// events come in over HTTP only
    NONE,
    /// others take messages: what is there is compared, what is missing is theirs to make
    COMPARE,
    /// this process takes messages: what is missing is made
    MEND
}
