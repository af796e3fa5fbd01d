package dev.sluice.model.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.event.ReadOutcome.Accepted;
import dev.sluice.model.event.ReadOutcome.Refused;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One walk over one element of a document: checks the bounds, picks the attributes, remembers the first fault and
/// goes on to the element's end. Used once, by one thread.
final class EventScan {
    private static final Set<String> RESERVED = Set.of("queue", "receivedat", "storedat");

    private final JsonParser parser;
    private final byte[] document;
    private final EventLimits limits;
    private final boolean inArray;

    private @Nullable String source;
    private @Nullable String id;
    private @Nullable String type;
    private @Nullable String subject;
    private @Nullable Instant time;
    private boolean hasData;
    private boolean hasBinaryData;
    private @Nullable ErrorCode fault;
    private String faultPointer = "";
    private String faultDetail = "";

    EventScan(JsonParser parser, byte[] document, EventLimits limits, boolean inArray) {
        this.parser = parser;
        this.document = document;
        this.limits = limits;
        this.inArray = inArray;
    }

    ReadOutcome run() throws IOException {
        long start = parser.currentTokenLocation().getByteOffset();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            refuse(ErrorCode.NOT_AN_OBJECT, "", "An event is a JSON object; this is " + kind(parser.currentToken()));
            parser.skipChildren();
        } else {
            walk();
            checkWhole();
        }
        parser.finishToken();
        byte[] json =
                EventReader.slice(document, start, parser.currentLocation().getByteOffset());
        if (json.length > limits.maxBytes()) {
            fault = null;
            refuse(
                    ErrorCode.EVENT_TOO_LARGE,
                    "",
                    "The event is " + json.length + " bytes; " + limits.maxBytes() + " are allowed");
        }
        if (fault != null || source == null || id == null || type == null) {
            return new Refused(fault == null ? ErrorCode.INTERNAL : fault, faultPointer, faultDetail, json);
        }
        return new Accepted(new Event(source, id, type, subject, time, json));
    }

    private void walk() throws IOException {
        int depth = 1;
        int[] keys = new int[limits.maxDepth() + 2];
        String attribute = "";
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            switch (token) {
                case FIELD_NAME -> {
                    if (depth == 1) {
                        attribute = parser.currentName();
                    }
                    if (parser.currentName().length() > EventLimits.MAX_KEY) {
                        refuse(
                                ErrorCode.KEY_TOO_LONG,
                                parentPointer(),
                                "A key is " + parser.currentName().length() + " characters long; " + EventLimits.MAX_KEY
                                        + " are allowed");
                    }
                    if (depth < keys.length && ++keys[depth] == limits.maxKeys() + 1) {
                        refuse(
                                ErrorCode.TOO_MANY_KEYS,
                                parentPointer(),
                                "The object has more than " + limits.maxKeys() + " keys");
                    }
                }
                case START_OBJECT, START_ARRAY -> {
                    if (depth == 1) {
                        attribute(attribute, token);
                    }
                    depth++;
                    if (depth == limits.maxDepth() + 1) {
                        refuse(
                                ErrorCode.TOO_DEEP,
                                "/" + escape(attribute),
                                "The event is nested deeper than " + limits.maxDepth() + " levels");
                    }
                    if (depth < keys.length) {
                        keys[depth] = 0;
                    }
                }
                case END_OBJECT, END_ARRAY -> depth--;
                default -> {
                    if (depth == 1) {
                        attribute(attribute, token);
                    }
                }
            }
        }
    }

    private void attribute(String name, JsonToken token) throws IOException {
        switch (name) {
            case "source" -> source = text(name, token, EventLimits.MAX_LONG_ATTRIBUTE);
            case "id" -> id = text(name, token, EventLimits.MAX_SHORT_ATTRIBUTE);
            case "type" -> type = text(name, token, EventLimits.MAX_SHORT_ATTRIBUTE);
            case "subject" -> {
                if (token != JsonToken.VALUE_NULL) {
                    subject = text(name, token, EventLimits.MAX_LONG_ATTRIBUTE);
                }
            }
            case "time" -> {
                if (token != JsonToken.VALUE_NULL) {
                    time = time(token);
                }
            }
            case "specversion" -> {
                if (token != JsonToken.VALUE_STRING || !parser.getText().equals("1.0")) {
                    refuse(ErrorCode.INVALID_ATTRIBUTE, "/specversion", "specversion must be the text 1.0");
                }
            }
            case "datacontenttype", "dataschema" -> {
                if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NULL) {
                    refuse(ErrorCode.INVALID_ATTRIBUTE, "/" + name, name + " must be a text, not " + kind(token));
                }
            }
            case "data" -> hasData = true;
            case "data_base64" -> {
                hasBinaryData = true;
                if (token != JsonToken.VALUE_STRING) {
                    refuse(ErrorCode.INVALID_ATTRIBUTE, "/data_base64", "data_base64 must be a text");
                }
            }
            default -> {
                if (RESERVED.contains(name)) {
                    refuse(
                            ErrorCode.RESERVED_ATTRIBUTE,
                            "/" + name,
                            name + " is set by the server; leave it out or name it otherwise");
                }
            }
        }
    }

    private @Nullable String text(String name, JsonToken token, int maxBytes) throws IOException {
        if (token != JsonToken.VALUE_STRING) {
            refuse(ErrorCode.INVALID_ATTRIBUTE, "/" + name, name + " must be a text, not " + kind(token));
            return null;
        }
        String value = parser.getText();
        if (value.isBlank()) {
            refuse(ErrorCode.INVALID_ATTRIBUTE, "/" + name, name + " is empty");
        } else if (!Utf8.isCleanText(value)) {
            refuse(
                    ErrorCode.INVALID_ATTRIBUTE,
                    "/" + name,
                    name + " holds a control character or half of a surrogate pair");
        } else if (Utf8.length(value) > maxBytes) {
            refuse(
                    ErrorCode.INVALID_ATTRIBUTE,
                    "/" + name,
                    name + " is " + Utf8.length(value) + " bytes; " + maxBytes + " are allowed");
        }
        return value;
    }

    private @Nullable Instant time(JsonToken token) throws IOException {
        Instant parsed = token == JsonToken.VALUE_STRING ? EventTime.parse(parser.getText()) : null;
        if (parsed == null) {
            refuse(
                    ErrorCode.INVALID_ATTRIBUTE,
                    "/time",
                    "time must be an RFC 3339 text with an offset, such as 2026-11-23T10:00:00Z, year 0001 to 9999");
        }
        return parsed;
    }

    private void checkWhole() {
        if (hasData && hasBinaryData) {
            refuse(ErrorCode.INVALID_ATTRIBUTE, "/data_base64", "an event has data or data_base64, not both");
        }
        require("source", source);
        require("id", id);
        require("type", type);
    }

    private void require(String name, @Nullable String value) {
        if (value == null) {
            refuse(ErrorCode.MISSING_ATTRIBUTE, "/" + name, name + " is required");
        }
    }

    private void refuse(ErrorCode code, String pointer, String detail) {
        if (fault == null) {
            fault = code;
            faultPointer = pointer;
            faultDetail = detail;
        }
    }

    private String parentPointer() {
        JsonPointer pointer = parser.getParsingContext().pathAsPointer();
        JsonPointer parent = pointer.head();
        if (parent == null) {
            return "";
        }
        return (inArray ? parent.tail() : parent).toString();
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static String kind(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case VALUE_NULL -> "null";
            default -> "a text";
        };
    }
}
