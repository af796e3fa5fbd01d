package dev.sluice.console.dashboard;

/// Node ids of the dashboard; tests find nodes by them.
public final class DashboardIds {
    public static final String ROOT = "dashboard";
    public static final String STATE = "dashboard-state";
    public static final String ACCEPTED = "dashboard-accepted";
    public static final String STORED = "dashboard-stored";
    public static final String DEPTH = "dashboard-depth";
    public static final String LATENCY = "dashboard-latency";
    public static final String DEAD = "dashboard-dead";
    public static final String RATE_CHART = "dashboard-rate-chart";
    public static final String DEPTH_CHART = "dashboard-depth-chart";
    public static final String LATENCY_CHART = "dashboard-latency-chart";
    public static final String DRAIN = "dashboard-drain";
    public static final String PIPELINE = "dashboard-pipeline";
    public static final String ACTS = "dashboard-acts";

    private DashboardIds() {}
}
