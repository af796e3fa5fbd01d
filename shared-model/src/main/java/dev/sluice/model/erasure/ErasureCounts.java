package dev.sluice.model.erasure;

/// What an erasure reaches.
///
/// @param events stored ones
/// @param deadLetters whose bytes go; the letter itself stays, as erased
/// @param rejections refused events and requests that held one
/// @param conflicts kept texts of events that came again
/// @param purges snapshots of purges that showed one as a sample
public record ErasureCounts(long events, long deadLetters, long rejections, long conflicts, long purges) {
    public static final ErasureCounts NONE = new ErasureCounts(0, 0, 0, 0, 0);

    public ErasureCounts plus(ErasureCounts more) {
        return new ErasureCounts(
                events + more.events,
                deadLetters + more.deadLetters,
                rejections + more.rejections,
                conflicts + more.conflicts,
                purges + more.purges);
    }

    public long total() {
        return events + deadLetters + rejections + conflicts + purges;
    }

    /// As people read it: `12 events, 1 dead letters, …`
    public String text() {
        return "%d events, %d dead letters, %d rejections, %d conflicts, %d purge snapshots"
                .formatted(events, deadLetters, rejections, conflicts, purges);
    }
}
