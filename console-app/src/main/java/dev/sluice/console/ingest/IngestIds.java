package dev.sluice.console.ingest;

/// Node ids of the Ingest screen; tests find nodes by them.
public final class IngestIds {
    public static final String ROOT = "ingest";
    public static final String TAB = "ingest-tab";
    public static final String TAB_REJECTIONS = "ingest-tab-rejections";
    public static final String TAB_KEYS = "ingest-tab-keys";
    public static final String TAB_CONFLICTS = "ingest-tab-conflicts";
    public static final String STATE = "ingest-state";
    public static final String RATES = "ingest-rates";
    public static final String TABLE = "ingest-table";
    public static final String DETAIL = "ingest-detail";
    public static final String DETAIL_WHY = "ingest-detail-why";
    public static final String BODY = "ingest-body";
    public static final String RESTORE = "ingest-restore";
    public static final String RESUBMIT = "ingest-resubmit";
    public static final String RESULT = "ingest-result";
    public static final String CONFLICTS_STATE = "ingest-conflicts-state";
    public static final String CONFLICTS_TABLE = "ingest-conflicts-table";
    public static final String CONFLICT_DETAIL = "ingest-conflict-detail";
    public static final String CONFLICT_NOTE = "ingest-conflict-note";
    public static final String CONFLICT_KEPT = "ingest-conflict-kept";
    public static final String CONFLICT_LATER = "ingest-conflict-later";
    public static final String KEYS_STATE = "ingest-keys-state";
    public static final String KEYS_TABLE = "ingest-keys-table";
    public static final String CREATE = "ingest-keys-create";
    public static final String REVOKE = "ingest-keys-revoke";
    public static final String DIALOG = "ingest-key-dialog";
    public static final String KEY_NAME = "ingest-key-name";
    public static final String KEY_SOURCES = "ingest-key-sources";
    public static final String KEY_QUEUES = "ingest-key-queues";
    public static final String KEY_RATE = "ingest-key-rate";
    public static final String KEY_EXPIRES = "ingest-key-expires";
    public static final String KEY_ERROR = "ingest-key-error";
    public static final String KEY_CANCEL = "ingest-key-cancel";
    public static final String KEY_CONFIRM = "ingest-key-confirm";
    public static final String KEY_TOKEN = "ingest-key-token";
    public static final String KEY_COPY = "ingest-key-copy";
    public static final String REVOKE_DIALOG = "ingest-revoke-dialog";
    public static final String REVOKE_ERROR = "ingest-revoke-error";
    public static final String REVOKE_CANCEL = "ingest-revoke-cancel";
    public static final String REVOKE_CONFIRM = "ingest-revoke-confirm";

    private IngestIds() {}
}
