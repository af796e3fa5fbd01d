package dev.sluice.console.queues;

/// Node ids of the Queues screen; tests find nodes by them.
public final class QueuesIds {
    public static final String ROOT = "queues";
    public static final String STATE = "queues-state";
    public static final String FILTER = "queues-filter";
    public static final String PAUSE = "queues-pause";
    public static final String PURGE = "queues-purge";
    public static final String TABLE = "queues-table";
    public static final String DETAIL = "queues-detail";
    public static final String DETAIL_NAME = "queues-detail-name";
    public static final String DETAIL_STATE = "queues-detail-state";
    public static final String BANNER = "queues-banner";
    public static final String RESUME = "queues-resume";
    public static final String CHART = "queues-chart";
    public static final String COPY = "queues-copy";
    public static final String OPEN_EVENTS = "queues-open-events";
    public static final String PAUSE_DIALOG = "queues-pause-dialog";
    public static final String PAUSE_REASON = "queues-pause-reason";
    public static final String PAUSE_UNTIL = "queues-pause-until";
    public static final String PAUSE_DEPTH = "queues-pause-depth";
    public static final String PAUSE_ERROR = "queues-pause-error";
    public static final String PAUSE_CANCEL = "queues-pause-cancel";
    public static final String PAUSE_CONFIRM = "queues-pause-confirm";
    public static final String PURGE_DIALOG = "queues-purge-dialog";
    public static final String PURGE_PLAN = "queues-purge-plan";
    public static final String PURGE_REASON = "queues-purge-reason";
    public static final String PURGE_NAME = "queues-purge-name";
    public static final String PURGE_ERROR = "queues-purge-error";
    public static final String PURGE_PROGRESS = "queues-purge-progress";
    public static final String PURGE_CANCEL = "queues-purge-cancel";
    public static final String PURGE_CONFIRM = "queues-purge-confirm";
    public static final String PURGE_TYPE = "queues-purge-type";
    public static final String PURGE_SOURCE = "queues-purge-source";
    public static final String PURGE_AGE = "queues-purge-age";
    public static final String PURGE_COUNT = "queues-purge-count";
    public static final String PURGE_COPY = "queues-purge-copy";
    public static final String PURGES = "queues-purges";
    public static final String UNDO = "queues-undo";

    public static final String TAP = "queues-tap";
    public static final String TAP_DIALOG = "queues-tap-dialog";
    public static final String TAP_STANDING = "queues-tap-standing";
    public static final String TAP_ACT = "queues-tap-act";
    public static final String TAP_RATE = "queues-tap-rate";
    public static final String TAP_REASON = "queues-tap-reason";
    public static final String TAP_UNTIL = "queues-tap-until";
    public static final String TAP_ERROR = "queues-tap-error";
    public static final String TAP_COPY = "queues-tap-copy";
    public static final String TAP_CANCEL = "queues-tap-cancel";
    public static final String TAP_CONFIRM = "queues-tap-confirm";
    public static final String PEEK = "queues-peek";
    public static final String PEEK_DIALOG = "queues-peek-dialog";
    public static final String PEEK_LIST = "queues-peek-list";
    public static final String PEEK_TEXT = "queues-peek-text";
    public static final String PEEK_ABOUT = "queues-peek-about";
    public static final String PEEK_AGAIN = "queues-peek-again";
    public static final String PEEK_CLOSE = "queues-peek-close";

    public static final String NEW = "queues-new";
    public static final String EDIT = "queues-edit";
    public static final String DELETE = "queues-delete";
    public static final String FAULTS = "queues-faults";
    public static final String FORM_DIALOG = "queues-form-dialog";
    public static final String FORM_NAME = "queues-form-name";
    public static final String FORM_PATTERNS = "queues-form-patterns";
    public static final String FORM_POSITION = "queues-form-position";
    public static final String FORM_LIMIT = "queues-form-limit";
    public static final String FORM_PREVIEW = "queues-form-preview";
    public static final String FORM_TRY = "queues-form-try";
    public static final String FORM_TRIAL = "queues-form-trial";
    public static final String FORM_ERROR = "queues-form-error";
    public static final String FORM_CANCEL = "queues-form-cancel";
    public static final String FORM_SAVE = "queues-form-save";
    public static final String DELETE_DIALOG = "queues-delete-dialog";
    public static final String DELETE_WHAT = "queues-delete-what";
    public static final String DELETE_ERROR = "queues-delete-error";
    public static final String DELETE_CANCEL = "queues-delete-cancel";
    public static final String DELETE_CONFIRM = "queues-delete-confirm";

    private QueuesIds() {}
}
