package dev.sluice.server.telemetry;

/// The places on an event's way between two promises: what happens there decides what a crash costs.
public enum Waypoint {
    /// a frame was written to the broker and its confirm is open
    PUBLISHED,
    /// every frame of a request has its outcome and the request has no answer yet
    CONFIRMED,
    /// a frame's rows and its outcome are committed and it is not acked yet
    COMMITTED,
    /// the broker confirmed frames of the outbox and they still lie in it
    RESENT,
    /// they do not lie in it any more
    TAKEN_FROM_OUTBOX,
    /// some letters of a redrive are marked and lie in the outbox, and that is not committed yet
    REDRIVE_BEFORE_COMMIT,
    /// it is
    REDRIVE_COMMITTED,
    /// a step of a redrive has come to its end, and its figures are not committed yet
    REDRIVE_BEFORE_JUDGED,
    /// they are
    REDRIVE_JUDGED,
    /// the end of a redrive is written and not committed yet
    REDRIVE_BEFORE_END,
    /// it is, and nobody was told
    REDRIVE_ENDED,
    /// a redrive is asked to stop, and that is not committed yet
    REDRIVE_STOP_BEFORE_COMMIT,
    /// it is, and nobody was told
    REDRIVE_STOP_COMMITTED,
    /// a kind of dead letters is marked, and that is not committed yet
    MARK_BEFORE_COMMIT,
    /// it is, and nobody was told
    MARK_COMMITTED,
    /// an edited letter lies in the outbox, and that is not committed yet
    EDIT_BEFORE_COMMIT,
    /// it is
    EDIT_COMMITTED,
    /// letters are marked as discarded, and that is not committed yet
    DISCARD_BEFORE_COMMIT,
    /// it is, and nobody was told
    DISCARD_COMMITTED,
    /// letters are back, and that is not committed yet
    DISCARD_UNDO_BEFORE_COMMIT,
    /// it is, and nobody was told
    DISCARD_UNDONE,
    /// a purge was asked for and may be started
    PURGE_STARTING,
    /// its start and the record of it are committed, and nobody runs it
    PURGE_STARTED,
    /// a purge has read frames and nothing of them is committed
    PURGE_READ,
    /// their outcome and snapshot are committed and they are still in their queue
    PURGE_COMMITTED,
    /// the acks are on their way to the broker
    PURGE_ACKED,
    /// all frames of a purge were dealt with and it still counts as running
    PURGE_ENDING,
    /// its end and its record are committed
    PURGE_ENDED,
    /// a purge is about to be asked to stop
    PURGE_STOPPING,
    /// it is committed that it is to stop, and nobody was told
    PURGE_STOP_COMMITTED,
    /// an undo was asked for and may be started
    UNDO_STARTING,
    /// its start and the record of it are committed, and nobody runs it
    UNDO_STARTED,
    /// an undo is about to move frames of a snapshot into the outbox
    UNDO_CHUNK,
    /// they lie in the outbox
    UNDO_COMMITTED,
    /// all of them do, and the undo still counts as running
    UNDO_ENDING,
    /// its end and its record are committed
    UNDO_ENDED,
    /// it is committed which events a replay is about to send to a foreign queue
    REPLAY_BEGUN,
    /// half of them were written to the broker, and their confirms are open
    REPLAY_PUBLISHING,
    /// the broker has confirmed all of them
    REPLAY_PUBLISHED,
    /// the progress of a replay is written and not committed yet
    REPLAY_BEFORE_COMMIT,
    /// it is
    REPLAY_COMMITTED,
    /// who took a replay over has seen what of its last part had arrived, and sent nothing yet
    REPLAY_WITNESSED,
    /// the end of a replay is written and not committed yet
    REPLAY_BEFORE_END,
    /// it is, and nobody was told
    REPLAY_ENDED,
    /// a pause, resume, throttle or ingest stop and its record are written, and that is not committed yet
    TAP_BEFORE_COMMIT,
    /// it is, and no instance was told
    TAP_COMMITTED,
    /// frames at the head of a queue were taken to look at them
    PEEK_TAKEN,
    /// they were given back, and there is no answer yet
    PEEK_GIVEN_BACK
}
