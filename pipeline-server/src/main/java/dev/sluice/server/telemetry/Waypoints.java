package dev.sluice.server.telemetry;

/// Told, on the thread that passes it, of each [Waypoint]. The server's own does nothing; only a program of the test
/// tree hands in one that ends, stops or fails the process there. No setting reaches it.
@FunctionalInterface
public interface Waypoints {
    Waypoints NONE = _ -> {};

    void passed(Waypoint waypoint);
}
