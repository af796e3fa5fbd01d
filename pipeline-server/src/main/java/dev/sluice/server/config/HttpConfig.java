package dev.sluice.server.config;

import java.time.Duration;

/// How the HTTP server listens and what it bears.
///
/// @param host address to listen on
/// @param port 0 takes any free port
/// @param maxConnections TCP connections at a time; more wait in the listen backlog
/// @param maxIngestRequests ingest requests at a time; more are answered 503
/// @param maxIngestBytes body bytes of all ingest requests under way; a request that would pass it is answered 503
/// @param headerTimeout from the first byte of a request to the end of its headers
/// @param bodyTimeout from the end of the headers to the end of the body
/// @param idleTimeout of a kept-alive connection without a request, and of one read
/// @param maxLiveSubscribers WebSocket subscribers at a time
public record HttpConfig(
        String host,
        int port,
        int maxConnections,
        int maxIngestRequests,
        long maxIngestBytes,
        Duration headerTimeout,
        Duration bodyTimeout,
        Duration idleTimeout,
        int maxLiveSubscribers) {

    /// true: only programs of this machine reach it
    public boolean isLoopback() {
        return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
    }
}
