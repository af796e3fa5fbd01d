package dev.sluice.console.command;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Events read one after the other from a stream of any length. Not thread-safe.
sealed interface EventInput extends AutoCloseable permits NdjsonInput, JsonInput {
    /// Longest event read into memory, in bytes. The server's own limit is far below; this one protects this process.
    int MAX_EVENT_BYTES = 15 << 20;

    /// @return null at the end
    /// @throws InputFault when the rest cannot be read as events
    @Nullable
    EventText next() throws IOException;

    /// true: the next event would have to be waited for
    boolean idle() throws IOException;

    /// Bytes read so far.
    long position();

    /// The media type of a body joined from these events.
    String mediaType();

    @Override
    void close() throws IOException;

    /// The input is broken at a line.
    final class InputFault extends IOException {
        private static final long serialVersionUID = 1L;

        private final long line;

        InputFault(long line, String message) {
            super(message);
            this.line = line;
        }

        long line() {
            return line;
        }
    }
}
