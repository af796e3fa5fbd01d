package dev.sluice.server.store;

/// How far a redrive is, counted from the letters themselves.
///
/// @param stepSent,stepReturned letters of the step that is not judged yet
/// @param unsettled frames of it that have no outcome yet
public record RedriveProgress(RedriveJob job, long stepSent, long stepReturned, long unsettled) {
    public long sent() {
        return job.judgedSent() + stepSent;
    }

    /// letters that came back dead
    public long returned() {
        return job.judgedReturned() + stepReturned;
    }

    /// true: more came back than was allowed, of all or of this step
    public boolean tooMany() {
        return returned() > job.threshold() * sent() || stepReturned > job.threshold() * stepSent;
    }
}
