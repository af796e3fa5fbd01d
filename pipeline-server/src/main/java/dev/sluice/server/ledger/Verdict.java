package dev.sluice.server.ledger;

import dev.sluice.server.store.QueueAccount;

/// Decides, for one queue, how many confirmed and unsettled events the broker no longer holds. Its counts are samples
/// of some age, so a verdict needs events that were confirmed before the oldest possible sample and are still unsettled
/// after it: those must be among the messages counted.
final class Verdict {
    private Verdict() {}

    /// @param before the account when the mark was set
    /// @param now the account after the broker was asked
    /// @param sinceMark events confirmed before the mark and unsettled now
    /// @param outbox events of those that the broker did not have yet when the mark was set
    /// @param messages messages the broker counted, sampled between the two
    /// @param previous the last verdict
    /// @return events missing: exact when the broker holds no message, else by the mean frame; when more came in
    ///     meanwhile, so that nothing can be told, the previous verdict as far as it can still be true
    static long missing(
            QueueAccount before, QueueAccount now, long sinceMark, long outbox, long messages, long previous) {
        long due = Math.max(0, sinceMark - outbox);
        if (messages == 0 || due == 0) {
            return due;
        }
        if (outbox > 0 || before.accepted() != now.accepted() || before.moved() != now.moved()) {
            return Math.min(previous, due);
        }
        long frames = now.unsettledFrames() - messages;
        return frames <= 0
                ? 0
                : Math.clamp(Math.round((double) now.unsettledEvents() * frames / now.unsettledFrames()), 1, due);
    }
}
