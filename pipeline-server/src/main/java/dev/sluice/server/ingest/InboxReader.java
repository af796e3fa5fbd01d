package dev.sluice.server.ingest;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.event.EventLimits;
import dev.sluice.model.event.EventReader;
import dev.sluice.model.event.ReadOutcome;
import dev.sluice.server.queue.InboxMessage;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads the event out of an AMQP message, in structured or in binary mode of the CloudEvents AMQP binding 1.0, as far
/// as AMQP 0.9.1 has what the binding names. Either way the event's JSON text goes through [EventReader], so the same
/// checks hold as for HTTP. Thread-safe.
final class InboxReader {
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final Set<String> PREFIXES = Set.of("cloudEvents:", "cloudEvents_");
    /// Some client libraries name the text encoding here, though it is no content coding.
    private static final Set<String> PLAIN = Set.of("", "identity", "utf-8", "utf8", "binary");

    private final EventReader reader = new EventReader(EventLimits.DEFAULT);

    /// Never throws: whatever is wrong with a message is a refusal of it, with the event as JSON where it could be put
    /// together, else with the body.
    ReadOutcome read(InboxMessage message) {
        byte[] body = message.body();
        if (body.length > EventLimits.DEFAULT.maxBytes()) {
            return refused(
                    message,
                    ErrorCode.EVENT_TOO_LARGE,
                    "",
                    "The body is " + body.length + " bytes; " + EventLimits.DEFAULT.maxBytes() + " are allowed");
        }
        try {
            requirePlain(message.contentEncoding());
            MediaType type = MediaType.of(message.contentType());
            if (type.name().equals(STRUCTURED)) {
                return structured(message, type);
            }
            if (type.name().startsWith("application/cloudevents")) {
                throw unsupported("A message is one event: " + STRUCTURED + ", not " + type.name());
            }
            Map<String, Object> attributes = attributes(message.headers());
            if (!attributes.isEmpty()) {
                return binary(message, attributes, type);
            }
            if (type.name().equals("application/json")) {
                return structured(message, type);
            }
            throw unsupported("The content type must be " + STRUCTURED
                    + " or application/json with the event as body, or any with the event's attributes in headers named"
                    + " cloudEvents:id and so on");
        } catch (RefusedException e) {
            return refused(message, e.code, e.pointer, String.valueOf(e.getMessage()));
        } catch (PipelineException e) {
            return refused(message, e.code(), "", String.valueOf(e.getMessage()));
        }
    }

    private ReadOutcome structured(InboxMessage message, MediaType type) {
        type.requireUtf8();
        if (Shape.firstByte(message.body()) == '[') {
            throw new RefusedException(ErrorCode.NOT_AN_OBJECT, "", "A message is one JSON object; this is an array");
        }
        return reader.read(message.body(), 1).getFirst();
    }

    private ReadOutcome binary(InboxMessage message, Map<String, Object> attributes, MediaType type) {
        byte[] body = message.body();
        if (type.json() && body.length > 0) {
            type.requireUtf8();
            reader.requireValue(body);
        }
        @Nullable String contentType = message.contentType();
        if (contentType != null) {
            attributes.put("datacontenttype", contentType.strip());
        }
        byte[] event = BinaryMode.json(attributes, type.json(), body);
        if (!attributes.containsKey("specversion")) {
            return new ReadOutcome.Refused(
                    ErrorCode.MISSING_ATTRIBUTE,
                    "/specversion",
                    "The header cloudEvents:specversion with the value 1.0 is required",
                    event);
        }
        return reader.read(event, 1).getFirst();
    }

    private static Map<String, Object> attributes(Map<String, Object> headers) {
        Map<String, Object> attributes = new TreeMap<>();
        headers.forEach((header, value) -> {
            if (PREFIXES.stream().anyMatch(header::startsWith)) {
                String name = header.substring("cloudEvents:".length());
                if (!name.matches("[a-z0-9]{1,64}")) {
                    throw invalid("", "The name of an attribute is 1 to 64 of a to z and 0 to 9");
                }
                if (name.equals("data") || name.equals("datacontenttype")) {
                    throw invalid(
                            name, "The body is the data and the content type says what it is; they are not headers");
                }
                if (attributes.put(name, json(name, value)) != null) {
                    throw invalid(name, "The attribute is there twice, as cloudEvents: and as cloudEvents_");
                }
            }
        });
        return attributes;
    }

    private static Object json(String name, Object value) {
        return switch (value) {
            case String text -> text;
            case Boolean truth -> truth;
            case Byte number -> number;
            case Short number -> number;
            case Integer number -> number;
            case Long number -> number;
            case Instant time -> time.toString();
            default -> throw invalid(name, "The header must be a text in UTF-8, a whole number, a boolean or a time");
        };
    }

    private static void requirePlain(@Nullable String encoding) {
        if (encoding != null && !PLAIN.contains(encoding.strip().toLowerCase(Locale.ROOT))) {
            throw unsupported("The content encoding must be left out: an AMQP message is not compressed");
        }
    }

    private static ReadOutcome refused(InboxMessage message, ErrorCode code, String pointer, String detail) {
        return new ReadOutcome.Refused(code, pointer, detail, message.body());
    }

    private static RefusedException unsupported(String detail) {
        return new RefusedException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "", detail);
    }

    private static RefusedException invalid(String attribute, String detail) {
        return new RefusedException(ErrorCode.INVALID_ATTRIBUTE, attribute.isEmpty() ? "" : "/" + attribute, detail);
    }

    private static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final ErrorCode code;
        private final String pointer;

        RefusedException(ErrorCode code, String pointer, String detail) {
            super(detail);
            this.code = code;
            this.pointer = pointer;
        }
    }
}
