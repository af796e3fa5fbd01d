package dev.sluice.server.live;

import java.io.IOException;

/// The wire to one subscriber. Used by one thread at a time, except for `close`.
public interface LiveLink {
    /// Sends one text message and waits until it is written.
    ///
    /// @throws IOException when the link is gone or the reader took too long
    void send(String text) throws IOException;

    /// Asks for a sign of life.
    ///
    /// @throws IOException when the link is gone
    void ping() throws IOException;

    /// Closes with a WebSocket code; does not wait, and does nothing when the link is closed.
    void close(int code, String reason);
}
