package dev.sluice.server.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.event.EventLimits;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// `{"id":…,"body":{…},"reason":…}`, where the text of `body` is cut out as it came: an event keeps every digit.
///
/// @param body JSON text
record LetterEdit(String id, byte[] body, @Nullable String reason) {
    private static final int AROUND = 8 << 10;
    private static final int MAX = EventLimits.DEFAULT.maxBytes() + AROUND;
    private static final JsonFactory FACTORY = new JsonFactory();

    /// @throws PipelineException `unsupported-media-type`, `too-large`, `malformed-json`, `malformed-request`
    static LetterEdit read(Call call) throws IOException {
        return of(call.jsonBytes(MAX));
    }

    static LetterEdit of(byte[] json) {
        @Nullable String id = null;
        byte @Nullable [] body = null;
        @Nullable String reason = null;
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw malformed();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("body")) {
                    long from = parser.currentTokenLocation().getByteOffset();
                    parser.skipChildren();
                    parser.finishToken();
                    body = Arrays.copyOfRange(
                            json,
                            Math.toIntExact(from),
                            Math.toIntExact(parser.currentLocation().getByteOffset()));
                } else if (name.equals("id") && value.isScalarValue()) {
                    id = parser.getText();
                } else if (name.equals("reason") && value == JsonToken.VALUE_STRING) {
                    reason = parser.getText();
                } else {
                    parser.skipChildren();
                }
            }
        } catch (JacksonException e) {
            throw new PipelineException(
                    ErrorCode.MALFORMED_JSON, "The body is not a JSON object of the form documented here.", e);
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
        if (id == null || body == null) {
            throw malformed();
        }
        return new LetterEdit(id, body, reason);
    }

    private static PipelineException malformed() {
        return new PipelineException(
                ErrorCode.MALFORMED_REQUEST,
                "Give the id of a dead letter and the event to send instead: {\"id\":\"12\",\"body\":{…}}.");
    }
}
