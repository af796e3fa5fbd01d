package dev.sluice.console.alarms;

/// Node ids of the Alarms screen; tests find nodes by them.
public final class AlarmsIds {
    public static final String ROOT = "alarms";
    public static final String STATE = "alarms-state";
    public static final String WHICH = "alarms-which";
    public static final String TABLE = "alarms-table";
    public static final String COUNT = "alarms-count";
    public static final String DETAIL = "alarms-detail";
    public static final String NOTE = "alarms-note";
    public static final String ACK = "alarms-ack";
    public static final String COPY = "alarms-copy";
    public static final String DISABLE = "alarms-disable";
    public static final String DISABLE_DIALOG = "alarms-disable-dialog";
    public static final String DISABLE_NOW = "alarms-disable-now";
    public static final String DISABLE_LENGTH = "alarms-disable-length";
    public static final String DISABLE_REASON = "alarms-disable-reason";
    public static final String DISABLE_LINE = "alarms-disable-line";
    public static final String DISABLE_ERROR = "alarms-disable-error";
    public static final String DISABLE_CANCEL = "alarms-disable-cancel";
    public static final String DISABLE_END = "alarms-disable-end";
    public static final String DISABLE_CONFIRM = "alarms-disable-confirm";

    private AlarmsIds() {}
}
