package dev.sluice.model.event;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads events out of UTF-8 JSON in one pass, strictly: a fault of the encoding or the syntax fails the document, a
/// fault of one event refuses that event alone. The text of each event is cut out as it came. Thread-safe.
public final class EventReader {
    private static final int PARSER_DEPTH = 1_000;

    private static final JsonFactory STRICT = factory(true);
    private static final JsonFactory TRUSTING = factory(false);

    private static JsonFactory factory(boolean strict) {
        return JsonFactory.builder()
                .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, strict)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(PARSER_DEPTH)
                        .maxStringLength(64 << 20)
                        .maxNameLength(64 << 20)
                        .build())
                .build();
    }

    private final EventLimits limits;
    private final JsonFactory factory;

    public EventReader(EventLimits limits) {
        this(limits, STRICT);
    }

    private EventReader(EventLimits limits, JsonFactory factory) {
        this.limits = limits;
        this.factory = factory;
    }

    /// For documents made of events that were read strictly before: does not look for equal keys again, a tenth of the
    /// cost.
    public static EventReader trusting(EventLimits limits) {
        return new EventReader(limits, TRUSTING);
    }

    /// Reads a document that is one object, or an array of at most `maxEvents` elements.
    ///
    /// @return one outcome per element, in order; empty for an empty array
    /// @throws PipelineException `malformed-json` with the position, `too-many-events`
    public List<ReadOutcome> read(byte[] document, int maxEvents) {
        requireUtf8(document);
        try (JsonParser parser = factory.createParser(document)) {
            List<ReadOutcome> outcomes = new ArrayList<>();
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    if (outcomes.size() == maxEvents) {
                        throw new PipelineException(
                                ErrorCode.TOO_MANY_EVENTS,
                                "The batch holds more than " + maxEvents + " events; send it in parts.");
                    }
                    outcomes.add(new EventScan(parser, document, limits, true).run());
                }
            } else if (first == JsonToken.START_OBJECT) {
                outcomes.add(new EventScan(parser, document, limits, false).run());
            } else {
                throw malformed(first == null ? "the body is empty" : "an object or an array is expected", 1, 1);
            }
            requireEnd(parser);
            return outcomes;
        } catch (JacksonException e) {
            throw malformed(e);
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    /// Checks that a text is one JSON value of any kind, as strictly as [#read] does.
    ///
    /// @throws PipelineException `malformed-json` with the position
    public void requireValue(byte[] text) {
        requireUtf8(text);
        try (JsonParser parser = factory.createParser(text)) {
            if (parser.nextToken() == null) {
                throw malformed("the body is blank", 1, 1);
            }
            parser.skipChildren();
            requireEnd(parser);
        } catch (JacksonException e) {
            throw malformed(e);
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    private static void requireEnd(JsonParser parser) throws IOException {
        if (parser.nextToken() != null) {
            JsonLocation at = parser.currentTokenLocation();
            throw malformed("there is more after the end of the document", at.getLineNr(), at.getColumnNr());
        }
    }

    private static PipelineException malformed(JacksonException e) {
        JsonLocation at = e.getLocation();
        return malformed(kindOf(e), at == null ? 0 : at.getLineNr(), at == null ? 0 : at.getColumnNr());
    }

    private static void requireUtf8(byte[] document) {
        if (document.length >= 3
                && document[0] == (byte) 0xEF
                && document[1] == (byte) 0xBB
                && document[2] == (byte) 0xBF) {
            throw malformed("a byte order mark is not allowed", 1, 1);
        }
        int fault = Utf8.firstFault(document);
        if (fault >= 0) {
            throw new PipelineException(
                    ErrorCode.MALFORMED_JSON, "The body is not valid UTF-8 text at byte " + fault + ".");
        }
    }

    /// The parser's own messages quote the input, so only their kind is told.
    private static String kindOf(JacksonException e) {
        String message = e.getOriginalMessage();
        if (message.startsWith("Duplicate field")) {
            return "an object has the same key twice";
        }
        if (message.contains("nesting depth")) {
            return "nesting is deeper than " + PARSER_DEPTH + " levels";
        }
        if (message.startsWith("Number value length")) {
            return "a number is longer than 1000 characters";
        }
        return message.contains("end-of-input") ? "the document ends too early" : "a syntax error";
    }

    private static PipelineException malformed(String what, int line, int column) {
        return new PipelineException(
                ErrorCode.MALFORMED_JSON,
                "The body is not valid JSON: " + what + ", line " + line + ", column " + column + ".");
    }

    static byte[] slice(byte[] document, long from, long to) {
        return Arrays.copyOfRange(document, Math.toIntExact(from), Math.toIntExact(to));
    }
}
