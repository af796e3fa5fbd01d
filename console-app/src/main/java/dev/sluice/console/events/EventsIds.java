package dev.sluice.console.events;

/// Node ids of the Events screen; tests find nodes by them.
public final class EventsIds {
    public static final String ROOT = "events";
    public static final String STATE = "events-state";
    public static final String QUERY = "events-query";
    public static final String QUERY_ERROR = "events-query-error";
    public static final String RANGE = "events-range";
    public static final String SEARCH = "events-search";
    public static final String COUNT = "events-count";
    public static final String COUNT_NOTE = "events-count-note";
    public static final String HISTOGRAM = "events-histogram";
    public static final String TABLE = "events-table";
    public static final String DETAIL = "events-detail";
    public static final String DETAIL_TYPE = "events-detail-type";
    public static final String DETAIL_JSON = "events-detail-json";
    public static final String SAVED = "events-saved";
    public static final String SAVE = "events-save";
    public static final String SAVE_DIALOG = "events-save-dialog";
    public static final String SAVE_NAME = "events-save-name";
    public static final String SAVE_ERROR = "events-save-error";
    public static final String SAVE_CANCEL = "events-save-cancel";
    public static final String SAVE_CONFIRM = "events-save-confirm";
    public static final String EXPORT = "events-export";
    public static final String EXPORT_STOP = "events-export-stop";
    public static final String REPLAY = "events-replay";
    public static final String COPY = "events-copy";

    private EventsIds() {}
}
