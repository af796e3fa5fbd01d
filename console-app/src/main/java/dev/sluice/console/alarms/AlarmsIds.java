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

    private AlarmsIds() {}
}
