package dev.sluice.server.http;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.ingest.Receipt;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The part of the API description that producers need: what `POST /v1/events` takes and answers.
final class IngestSchema {
    static final String ROUTE = "POST /v1/events";

    private IngestSchema() {}

    static Map<String, Object> schemas() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("Event", event());
        all.put("Rejection", rejection());
        all.put("Receipt", object(receipt(), List.of("accepted", "rejected", "rejectedTotal")));
        all.put("Problem", object(problem(), List.of("type", "title", "status", "code", "retryable", "requestId")));
        Map<String, Object> refusal = problem();
        refusal.putAll(receipt());
        refusal.put("unknown", number("events whose confirm was lost; they may be in the queue or not"));
        all.put("Refusal", object(refusal, List.of("type", "title", "status", "code", "retryable", "requestId")));
        return all;
    }

    static Map<String, Object> body() {
        Map<String, Object> content = new LinkedHashMap<>();
        Map<String, Object> batch = Map.of("type", "array", "minItems", 1, "maxItems", 10_000, "items", ref("Event"));
        content.put("application/json", schema(Map.of("oneOf", List.of(ref("Event"), batch))));
        content.put("application/cloudevents+json", schema(ref("Event")));
        content.put("application/cloudevents-batch+json", schema(batch));
        content.put(
                "application/x-ndjson",
                schema(Map.of("type", "string", "description", "one event a line, of any number of lines")));
        content.put(
                "*/*",
                schema(Map.of("description", "data of binary mode, which the headers ce-id and ce-specversion tell")));
        return Map.of("required", true, "content", content);
    }

    static List<Map<String, Object>> headers() {
        return List.of(
                header("Content-Encoding", "gzip or identity; limits count what comes out"),
                header("ce-specversion", "binary mode: 1.0"),
                header("ce-id", "binary mode; %XX for a space, \", % and what is not ASCII, as in every ce- header"),
                header("ce-source", "binary mode"),
                header("ce-type", "binary mode"));
    }

    static Map<String, Object> responses() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("202", answer("The broker holds every event counted as accepted", Reply.JSON, "Receipt"));
        all.put("400", answer("Not HTTP, not JSON, or broken off; of NDJSON with lines", Reply.PROBLEM, "Refusal"));
        all.put("401", answer("No valid token", Reply.PROBLEM, "Problem"));
        all.put("403", answer("The token may not do that", Reply.PROBLEM, "Problem"));
        all.put("408", answer("The body did not arrive in time", Reply.PROBLEM, "Refusal"));
        all.put("413", answer("The body or the batch is larger than allowed", Reply.PROBLEM, "Refusal"));
        all.put("415", answer("Another media type or encoding", Reply.PROBLEM, "Problem"));
        all.put("422", answer("No event was acceptable, or there was none", Reply.PROBLEM, "Refusal"));
        all.put("429", later("Too fast; come back after Retry-After"));
        all.put("503", later("Overloaded, or not all was confirmed; sending all of it again is safe"));
        return all;
    }

    private static Map<String, Object> event() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("specversion", Map.of("const", "1.0"));
        members.put("id", text(1, 512));
        members.put("source", text(1, 2_048));
        members.put("type", text(1, 512));
        members.put("subject", text(1, 2_048));
        members.put("time", Map.of("type", "string", "format", "date-time"));
        members.put("datacontenttype", Map.of("type", "string"));
        members.put("dataschema", Map.of("type", "string"));
        members.put("data", Map.of("description", "any JSON"));
        members.put("data_base64", Map.of("type", "string", "contentEncoding", "base64"));
        Map<String, Object> event = object(members, List.of("id", "source", "type"));
        event.put("description", "A CloudEvent; queue, receivedat and storedat are set by the server");
        return event;
    }

    private static Map<String, Object> rejection() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("index", number("0-based place in the request, of NDJSON the line"));
        members.put("code", code());
        members.put("pointer", Map.of("type", "string", "format", "json-pointer"));
        members.put("detail", Map.of("type", "string"));
        return object(members, List.of("index", "code", "pointer", "detail"));
    }

    private static Map<String, Object> receipt() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("accepted", number("events confirmed by the broker"));
        members.put("rejected", Map.of("type", "array", "maxItems", Receipt.MAX_LISTED, "items", ref("Rejection")));
        members.put("rejectedTotal", number("all refused events, listed or not"));
        members.put("lines", number("of NDJSON: lines from the first on that are dealt with"));
        return members;
    }

    private static Map<String, Object> problem() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", Map.of("const", "about:blank"));
        members.put("title", Map.of("type", "string"));
        members.put("status", Map.of("type", "integer"));
        members.put("code", code());
        members.put("detail", Map.of("type", "string"));
        members.put("retryable", Map.of("type", "boolean"));
        members.put("requestId", Map.of("type", "string"));
        members.put("column", number("of a query error: 1-based place in the query"));
        return members;
    }

    private static Map<String, Object> code() {
        return Map.of(
                "enum",
                Arrays.stream(ErrorCode.values()).map(ErrorCode::code).toList(),
                "description",
                "docs/errors.md says what each means");
    }

    private static Map<String, Object> later(String description) {
        Map<String, Object> answer = new LinkedHashMap<>(answer(description, Reply.PROBLEM, "Refusal"));
        answer.put(
                "headers",
                Map.of("Retry-After", Map.of("description", "seconds", "schema", Map.of("type", "integer"))));
        return answer;
    }

    static Map<String, Object> answer(String description, String mediaType, String schema) {
        return Map.of("description", description, "content", Map.of(mediaType, schema(ref(schema))));
    }

    private static Map<String, Object> schema(Map<String, Object> schema) {
        return Map.of("schema", schema);
    }

    private static Map<String, Object> ref(String name) {
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    private static Map<String, Object> object(Map<String, Object> members, List<String> required) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "object");
        object.put("required", required);
        object.put("properties", members);
        return object;
    }

    private static Map<String, Object> text(int least, int most) {
        return Map.of("type", "string", "minLength", least, "maxLength", most);
    }

    private static Map<String, Object> number(String description) {
        return Map.of("type", "integer", "minimum", 0, "description", description);
    }

    private static Map<String, Object> header(String name, String description) {
        return Map.of(
                "name",
                name,
                "in",
                "header",
                "required",
                false,
                "description",
                description,
                "schema",
                Map.of("type", "string"));
    }
}
