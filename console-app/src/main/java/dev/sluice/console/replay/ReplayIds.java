package dev.sluice.console.replay;

/// Node ids of the Replays screen and its dialog; tests find nodes by them.
public final class ReplayIds {
    public static final String ROOT = "replays";
    public static final String STATE = "replays-state";
    public static final String TABLE = "replays-table";
    public static final String COUNT = "replays-count";
    public static final String OLDER = "replays-older";
    public static final String COPY = "replays-copy";
    public static final String DETAIL = "replays-detail";
    public static final String PROGRESS = "replays-progress";
    public static final String RATE = "replays-rate";
    public static final String PAUSE = "replays-pause";
    public static final String RESUME = "replays-resume";
    public static final String STOP = "replays-stop";
    public static final String AGAIN = "replays-again";
    public static final String SENT = "replays-sent";
    public static final String WHY = "replays-why";
    public static final String LINES = "replays-lines";

    public static final String STOP_DIALOG = "replays-stop-dialog";
    public static final String STOP_LINE = "replays-stop-line";
    public static final String STOP_CANCEL = "replays-stop-cancel";
    public static final String STOP_CONFIRM = "replays-stop-confirm";

    public static final String DIALOG = "replay-dialog";
    public static final String TARGET = "replay-target";
    public static final String QUEUE = "replay-queue";
    public static final String EVENTS_A_SECOND = "replay-events-a-second";
    public static final String REASON = "replay-reason";
    public static final String NAME = "replay-name";
    public static final String PLAN = "replay-plan";
    public static final String LINE = "replay-line";
    public static final String ERROR = "replay-error";
    public static final String CANCEL = "replay-cancel";
    public static final String CONFIRM = "replay-confirm";

    private ReplayIds() {}
}
