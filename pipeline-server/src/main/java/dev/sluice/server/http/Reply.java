package dev.sluice.server.http;

import dev.sluice.model.json.Json;
import dev.sluice.server.live.LiveLink;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// What comes of a call.
public sealed interface Reply {
    String JSON = "application/json";
    String PROBLEM = "application/problem+json";

    /// A whole answer in memory.
    ///
    /// @param headers beyond Content-Type and the ones that every answer has
    record Answer(int status, String contentType, byte[] body, Map<String, String> headers) implements Reply {}

    /// An answer that is not known yet; no thread waits for it.
    ///
    /// @param answer completes on any thread, exceptionally with what [Problems] knows
    record Later(CompletableFuture<Answer> answer) implements Reply {}

    /// A body of any length, written as it is made, with status 200. When its writing fails, the connection is cut, so
    /// that nobody takes a part for the whole.
    ///
    /// @param headers beyond Content-Type and the ones that every answer has
    record Stream(String contentType, Map<String, String> headers, Writing writing) implements Reply {}

    /// Writes a body. May block.
    @FunctionalInterface
    interface Writing {
        /// @param out to be flushed, not closed
        void to(OutputStream out) throws IOException;
    }

    /// The connection becomes a WebSocket.
    ///
    /// @param opened called once with the link
    record Upgrade(Opening opened) implements Reply {}

    /// Takes a WebSocket that has opened.
    @FunctionalInterface
    interface Opening {
        /// @return called once when it has closed
        Runnable open(LiveLink link);
    }

    static Answer json(Object value) {
        return json(200, value);
    }

    static Answer json(int status, Object value) {
        return new Answer(status, JSON, Json.bytes(value), Map.of());
    }

    /// @param json UTF-8 text that is JSON already
    static Answer jsonBytes(byte[] json) {
        return new Answer(200, JSON, json, Map.of());
    }
}
