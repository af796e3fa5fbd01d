package dev.sluice.server.ingest;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;

/// The ways a request may carry events.
enum Shape {
    /// one JSON object
    OBJECT,
    /// a JSON array
    ARRAY,
    /// one JSON object or an array
    EITHER,
    /// NDJSON
    LINES,
    /// attributes in headers, data in the body
    BINARY;

    /// Headers `ce-specversion` or `ce-id` make a request binary mode, unless its content type says that the body is
    /// the event.
    ///
    /// @throws PipelineException `unsupported-media-type`
    static Shape of(IngestRequest request) {
        MediaType type = MediaType.of(request.contentType());
        boolean structured = type.name().startsWith("application/cloudevents");
        if (!structured
                && (request.attributes().containsKey("specversion")
                        || request.attributes().containsKey("id"))) {
            return BINARY;
        }
        type.requireUtf8();
        return switch (type.name()) {
            case "application/json" -> EITHER;
            case "application/cloudevents+json" -> OBJECT;
            case "application/cloudevents-batch+json" -> ARRAY;
            case "application/x-ndjson" -> LINES;
            default ->
                throw new PipelineException(
                        ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                        "Content-Type must be application/json, application/cloudevents+json, "
                                + "application/cloudevents-batch+json or application/x-ndjson, "
                                + "or the headers must be those of CloudEvents binary mode (ce-id, ce-specversion …).");
        };
    }

    /// @throws PipelineException `malformed-request` when the document is the other kind
    void require(byte[] document) {
        int first = firstByte(document);
        if ((this == OBJECT && first == '[') || (this == ARRAY && first == '{')) {
            throw new PipelineException(
                    ErrorCode.MALFORMED_REQUEST,
                    this == OBJECT
                            ? "application/cloudevents+json is one object; an array is application/cloudevents-batch+json."
                            : "application/cloudevents-batch+json is an array; one object is application/cloudevents+json.");
        }
    }

    /// @return the first byte that is no white space, -1 when there is none
    static int firstByte(byte[] document) {
        for (byte b : document) {
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return b;
            }
        }
        return -1;
    }
}
