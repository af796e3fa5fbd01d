package dev.sluice.model.alarm;

import java.time.Instant;

/// What the webhook is sent.
///
/// @param event `raised`, `cleared` or `acknowledged`
/// @param environment the server's name for itself
public record AlarmNotice(String event, String environment, Instant at, Alarm alarm) {
    public static final String RAISED = "raised";
    public static final String CLEARED = "cleared";
    public static final String ACKNOWLEDGED = "acknowledged";
}
