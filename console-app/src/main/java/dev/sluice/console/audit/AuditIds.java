package dev.sluice.console.audit;

/// Node ids of the Audit screen; tests find nodes by them.
public final class AuditIds {
    public static final String ROOT = "audit";
    public static final String STATE = "audit-state";
    public static final String FILTER = "audit-filter";
    public static final String RANGE = "audit-range";
    public static final String TABLE = "audit-table";
    public static final String OLDER = "audit-older";
    public static final String COUNT = "audit-count";
    public static final String COPY = "audit-copy";
    public static final String DETAIL = "audit-detail";

    private AuditIds() {}
}
