package dev.sluice.console.deadletters;

/// Node ids of the Dead letters screen; tests find nodes by them.
public final class DeadLettersIds {
    public static final String ROOT = "dead-letters";
    public static final String STATE = "dead-letters-state";
    public static final String TABLE = "dead-letters-table";
    public static final String DETAIL = "dead-letters-detail";
    public static final String WHY = "dead-letters-why";
    public static final String MARKED = "dead-letters-marked";
    public static final String LETTERS = "dead-letters-letters";
    public static final String BODY = "dead-letters-body";
    public static final String EDIT_REASON = "dead-letters-edit-reason";
    public static final String RESULT = "dead-letters-result";
    public static final String REDRIVE = "dead-letters-redrive";
    public static final String DISCARD = "dead-letters-discard";
    public static final String MARK = "dead-letters-mark";
    public static final String COPY = "dead-letters-copy";
    public static final String EDIT = "dead-letters-edit";
    public static final String EDIT_LINE = "dead-letters-edit-line";
    public static final String REDRIVE_DIALOG = "dead-letters-redrive-dialog";
    public static final String REDRIVE_SCOPE = "dead-letters-redrive-scope";
    public static final String REDRIVE_RATE = "dead-letters-redrive-rate";
    public static final String REDRIVE_THRESHOLD = "dead-letters-redrive-threshold";
    public static final String REDRIVE_REASON = "dead-letters-redrive-reason";
    public static final String REDRIVE_LINE = "dead-letters-redrive-line";
    public static final String REDRIVE_PROGRESS = "dead-letters-redrive-progress";
    public static final String REDRIVE_FIGURES = "dead-letters-redrive-figures";
    public static final String REDRIVE_ERROR = "dead-letters-redrive-error";
    public static final String REDRIVE_CANCEL = "dead-letters-redrive-cancel";
    public static final String REDRIVE_STOP = "dead-letters-redrive-stop";
    public static final String REDRIVE_CONFIRM = "dead-letters-redrive-confirm";
    public static final String DISCARD_DIALOG = "dead-letters-discard-dialog";
    public static final String DISCARD_SCOPE = "dead-letters-discard-scope";
    public static final String DISCARD_REASON = "dead-letters-discard-reason";
    public static final String DISCARD_LINE = "dead-letters-discard-line";
    public static final String DISCARD_ERROR = "dead-letters-discard-error";
    public static final String DISCARD_CANCEL = "dead-letters-discard-cancel";
    public static final String DISCARD_CONFIRM = "dead-letters-discard-confirm";
    public static final String MARK_DIALOG = "dead-letters-mark-dialog";
    public static final String MARK_STATE = "dead-letters-mark-state";
    public static final String MARK_NOTE = "dead-letters-mark-note";
    public static final String MARK_OWNER = "dead-letters-mark-owner";
    public static final String MARK_LINE = "dead-letters-mark-line";
    public static final String MARK_ERROR = "dead-letters-mark-error";
    public static final String MARK_CANCEL = "dead-letters-mark-cancel";
    public static final String MARK_CONFIRM = "dead-letters-mark-confirm";
    public static final String HISTORY = "dead-letters-history";
    public static final String HISTORY_DIALOG = "dead-letters-history-dialog";
    public static final String HISTORY_QUEUE = "dead-letters-history-queue";
    public static final String HISTORY_ACT = "dead-letters-history-act";
    public static final String HISTORY_LINE = "dead-letters-history-line";
    public static final String HISTORY_ERROR = "dead-letters-history-error";
    public static final String HISTORY_CLOSE = "dead-letters-history-close";

    private DeadLettersIds() {}
}
