package dev.sluice.server.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.event.EventLimits;
import dev.sluice.model.event.EventReader;
import dev.sluice.model.event.ReadOutcome;
import dev.sluice.model.json.Json;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// CloudEvents binary content mode (HTTP protocol binding 1.0, section 3.1): attributes come as headers, the body
/// is the data. The event is put into JSON text, with a JSON body byte for byte as `data` and any other as
/// `data_base64`, and then read like every other event, so the same checks hold.
final class BinaryMode {
    private static final String NAME = "[a-z0-9]+";

    private final EventReader reader;

    BinaryMode(EventReader reader) {
        this.reader = reader;
    }

    /// @throws dev.sluice.model.error.PipelineException `malformed-json` for a body that says it is JSON and is not,
    ///     `unsupported-media-type` when it is JSON in another charset than UTF-8
    ReadOutcome read(IngestRequest request, byte[] body) {
        MediaType type = MediaType.of(request.contentType());
        if (body.length > EventLimits.DEFAULT.maxBytes()) {
            return new ReadOutcome.Refused(
                    ErrorCode.EVENT_TOO_LARGE,
                    "",
                    "The data is " + body.length + " bytes; an event may have " + EventLimits.DEFAULT.maxBytes(),
                    body);
        }
        if (type.json() && body.length > 0) {
            type.requireUtf8();
            reader.requireValue(body);
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        for (var header : request.attributes().entrySet()) {
            String name = header.getKey();
            @Nullable String fault = faultOfName(name);
            @Nullable String value = HeaderText.decode(header.getValue());
            if (fault == null && value == null) {
                fault = "ce-" + name + " must be printable ASCII, other characters as %XX of their UTF-8 bytes";
            }
            if (fault != null) {
                return new ReadOutcome.Refused(ErrorCode.INVALID_ATTRIBUTE, "/" + name, fault, body);
            }
            attributes.put(name, value);
        }
        if (!attributes.containsKey("specversion")) {
            return new ReadOutcome.Refused(
                    ErrorCode.MISSING_ATTRIBUTE, "/specversion", "The header ce-specversion: 1.0 is required", body);
        }
        if (request.contentType() != null) {
            attributes.put("datacontenttype", request.contentType().strip());
        }
        return reader.read(json(attributes, type.json(), body), 1).getFirst();
    }

    private static @Nullable String faultOfName(String name) {
        if (!name.matches(NAME)) {
            return "The name of an attribute is made of the letters a to z and digits";
        }
        return switch (name) {
            case "data" -> "The data is the body, not a header";
            case "datacontenttype" -> "The header Content-Type says what the data is";
            default -> null;
        };
    }

    /// The JSON text of an event.
    ///
    /// @param attributes texts, whole numbers or booleans by their names
    /// @param jsonBody true for a body that is one JSON value, kept byte for byte; else it is put in as base64
    static byte[] json(Map<String, ?> attributes, boolean jsonBody, byte[] body) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(256 + body.length);
        attributes.forEach((name, value) -> {
            text.write(text.size() == 0 ? '{' : ',');
            text.writeBytes(Json.bytes(name));
            text.write(':');
            text.writeBytes(Json.bytes(value));
        });
        if (body.length > 0) {
            text.writeBytes((jsonBody ? ",\"data\":" : ",\"data_base64\":\"").getBytes(US_ASCII));
            text.writeBytes(jsonBody ? body : Base64.getEncoder().encode(body));
            text.writeBytes((jsonBody ? "" : "\"").getBytes(US_ASCII));
        }
        text.write('}');
        return text.toByteArray();
    }
}
