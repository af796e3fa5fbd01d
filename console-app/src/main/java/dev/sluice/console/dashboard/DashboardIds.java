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
    public static final String EARLIER = "dashboard-earlier";
    public static final String LATER = "dashboard-later";
    public static final String NOW = "dashboard-now";
    public static final String STRETCH = "dashboard-stretch";
    public static final String CURSOR = "dashboard-cursor";
    public static final String NOTE = "dashboard-note";
    public static final String COMPARE = "dashboard-compare";
    public static final String COPY = "dashboard-copy";
    public static final String DRAIN = "dashboard-drain";
    public static final String PIPELINE = "dashboard-pipeline";
    public static final String ACTS = "dashboard-acts";

    private DashboardIds() {}

    /// The table in place of a chart.
    public static String table(String chart) {
        return chart + "-table";
    }

    /// The button that shows it.
    public static String asTable(String chart) {
        return chart + "-as-table";
    }
}
