package dev.sluice.console.deadletters;

import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.Times;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.deadletter.DeadLetterGroup;
import java.util.List;

/// One line of the board.
///
/// @param died how often one of them died at most, empty for once
/// @param group what it was made from
record GroupRow(
        String state,
        Tone tone,
        String queue,
        String code,
        String why,
        String waiting,
        List<Long> trend,
        String died,
        String last,
        String owner,
        DeadLetterGroup group) {

    private static final String DATABASE = "The database refused the event: ";

    static GroupRow of(DeadLetterGroup group) {
        return new GroupRow(
                group.reopened() ? "re-opened" : group.state(),
                tone(group),
                group.queue(),
                group.code(),
                why(group.detail().lines().findFirst().orElse("")),
                Numbers.grouped(group.waiting()),
                group.trend(),
                group.attempts() > 1 ? group.attempts() + "×" : "",
                Times.day(group.lastSeen()),
                group.owner() == null ? Numbers.NONE : group.owner(),
                group);
    }

    /// What most begin with tells them not apart.
    private static String why(String detail) {
        return detail.startsWith(DATABASE) ? detail.substring(DATABASE.length()) : detail;
    }

    /// What nobody has looked at is red; what somebody works on, amber.
    private static Tone tone(DeadLetterGroup group) {
        return switch (group.state()) {
            case "known" -> Tone.WARNING;
            case "fixed" -> Tone.SUCCESS;
            case "ignored" -> Tone.MUTED;
            default -> Tone.DANGER;
        };
    }

    boolean sameKind(GroupRow other) {
        return queue.equals(other.queue) && group.fingerprint().equals(other.group.fingerprint());
    }

    boolean untouched() {
        return group.state().equals("new");
    }

    /// How many, how often, since when, in one line.
    String figures() {
        String loops = group.returned() == 0
                ? ""
                : " · " + Numbers.grouped(group.returned()) + " came back, died up to " + group.attempts() + "×";
        String treated = (group.redriven() == 0 ? "" : " · " + Numbers.grouped(group.redriven()) + " redriven")
                + (group.discarded() == 0 ? "" : " · " + Numbers.grouped(group.discarded()) + " discarded");
        return Numbers.grouped(group.waiting()) + " wait" + loops + treated + " · first " + Times.day(group.firstSeen())
                + ", last " + Times.day(group.lastSeen()) + " UTC";
    }

    /// What people say of it, empty when nobody did.
    String marked() {
        if (group.changedBy() == null || group.changedAt() == null) {
            return "";
        }
        return "Marked " + (group.reopened() ? "fixed" : group.state()) + " by " + group.changedBy() + " on "
                + Times.day(group.changedAt()) + (group.reopened() ? ", and one died after that" : "")
                + (group.owner() == null ? "" : " · owner " + group.owner())
                + (group.note() == null ? "" : "\n" + group.note());
    }
}
