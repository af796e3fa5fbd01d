package dev.sluice.server.app;

import java.util.logging.LogManager;

/// Keeps the log open until the process is gone. The JDK's own manager closes its handlers in a shutdown hook, beside
/// ours, so that what happens while the server stops would not be told. Named by `java.util.logging.manager`.
public final class LastingLogManager extends LogManager {
    /// Does nothing: this process configures its log once.
    @Override
    public void reset() {}
}
