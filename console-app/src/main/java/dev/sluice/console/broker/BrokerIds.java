package dev.sluice.console.broker;

/// Node ids of the Broker screen; tests find nodes by them.
public final class BrokerIds {
    public static final String ROOT = "broker";
    public static final String TAB = "broker-tab";
    public static final String STRIP = "broker-strip";
    public static final String BANNER = "broker-banner";
    public static final String FILTER = "broker-filter";
    public static final String VHOST = "broker-vhost";
    public static final String SORT = "broker-sort";
    public static final String STATE = "broker-state";
    public static final String TABLE = "broker-table";
    public static final String COUNT = "broker-count";
    public static final String COPY = "broker-copy";
    public static final String PAUSE = "broker-pause";
    public static final String UNDO = "broker-undo";
    public static final String OPEN = "broker-open";
    public static final String PURGE = "broker-purge";
    public static final String DELETE = "broker-delete";
    public static final String DETAIL = "broker-detail";
    public static final String DETAIL_SCROLL = "broker-detail-scroll";
    public static final String LINKS_STATE = "broker-links-state";
    public static final String LINKS_FILTER = "broker-links-filter";
    public static final String LINKS_TABLE = "broker-links-table";
    public static final String LINKS_COUNT = "broker-links-count";
    public static final String LINKS_COPY = "broker-links-copy";
    public static final String CHANNELS = "broker-channels";
    public static final String CHANNELS_TABLE = "broker-channels-table";
    public static final String DIALOG = "broker-dialog";
    public static final String DIALOG_PLAN = "broker-dialog-plan";
    public static final String DIALOG_REASON = "broker-dialog-reason";
    public static final String DIALOG_NAME = "broker-dialog-name";
    public static final String DIALOG_ERROR = "broker-dialog-error";
    public static final String DIALOG_COPY = "broker-dialog-copy";
    public static final String DIALOG_CANCEL = "broker-dialog-cancel";
    public static final String DIALOG_CONFIRM = "broker-dialog-confirm";

    private BrokerIds() {}
}
