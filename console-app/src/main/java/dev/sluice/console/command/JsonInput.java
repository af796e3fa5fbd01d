package dev.sluice.console.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.sluice.console.client.Body;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// One JSON object, an array of them, or several values one after the other; events are cut out byte for byte, so
/// a file larger than memory is fine.
final class JsonInput implements EventInput {
    /// The server has the real limits; these only keep this reader from refusing what the server should judge.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100_000)
                    .maxNumberLength(MAX_EVENT_BYTES)
                    .maxStringLength(MAX_EVENT_BYTES)
                    .maxNameLength(MAX_EVENT_BYTES)
                    .build())
            .build();

    private final Window window;
    private final JsonParser parser;
    private boolean inArray;

    JsonInput(InputStream in) throws IOException {
        window = new Window(in);
        parser = FACTORY.createParser(window);
    }

    @Override
    public @Nullable EventText next() throws IOException {
        try {
            JsonToken token = parser.nextToken();
            while (token == JsonToken.END_ARRAY || (token == JsonToken.START_ARRAY && !inArray)) {
                inArray = token == JsonToken.START_ARRAY;
                token = parser.nextToken();
            }
            return token == null ? null : event();
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw new InputFault(
                    at == null ? 0 : at.getLineNr(),
                    "not valid JSON at column %d: %s; nothing after it was sent"
                            .formatted(at == null ? 0 : at.getColumnNr(), e.getOriginalMessage()));
        }
    }

    private EventText event() throws IOException {
        long line = parser.currentTokenLocation().getLineNr();
        long start = parser.currentTokenLocation().getByteOffset();
        if (start < 0) {
            throw new InputFault(line, "the input is not UTF-8");
        }
        window.keepFrom(start);
        if (parser.currentToken().isStructStart()) {
            parser.skipChildren();
        } else {
            parser.finishToken();
        }
        return new EventText(window.cut(parser.currentLocation().getByteOffset()), line);
    }

    @Override
    public boolean idle() throws IOException {
        return window.available() == 0;
    }

    @Override
    public long position() {
        return window.position();
    }

    @Override
    public String mediaType() {
        return Body.JSON;
    }

    @Override
    public void close() throws IOException {
        parser.close();
        window.close();
    }
}
