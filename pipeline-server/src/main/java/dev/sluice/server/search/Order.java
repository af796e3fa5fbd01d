package dev.sluice.server.search;

/// By receive time, then id.
public enum Order {
    NEWEST_FIRST,
    OLDEST_FIRST
}
