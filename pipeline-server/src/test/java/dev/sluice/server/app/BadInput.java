package dev.sluice.server.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/// One bad (or strange) input and what must come of it.
///
/// @param row the number of the row, such as B01
/// @param name what is special about it
/// @param request all bytes that are sent on a connection
/// @param status of the answer
/// @param code of the problem, empty when it was accepted
/// @param rejection code of the first rejected event, null when none is
/// @param pointer of that rejection
/// @param kept whether the connection serves another request afterwards, or is closed
/// @param accepted events that were accepted
/// @param detail what the problem's detail must hold
record BadInput(
        String row,
        String name,
        byte[] request,
        int status,
        String code,
        @Nullable String rejection,
        @Nullable String pointer,
        boolean kept,
        long accepted,
        String detail) {

    private static final String AUTHORIZED =
            "POST /v1/events HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + TestServers.TOKEN + "\r\n";

    /// the start of a request with a token, up to the headers that are special about it
    static String head() {
        return AUTHORIZED;
    }

    /// a request as it is written, which is refused and whose connection is closed
    static BadInput raw(String row, String name, String request, int status, String code) {
        return new BadInput(row, name, request.getBytes(ISO_8859_1), status, code, null, null, false, 0, "");
    }

    /// a JSON document, refused whole
    static BadInput broken(String row, String name, byte[] body) {
        return body(row, name, "application/json", body).refused(400, "malformed-json");
    }

    static BadInput broken(String row, String name, String body) {
        return broken(row, name, body.getBytes(UTF_8));
    }

    /// a JSON document whose only event is rejected
    static BadInput rejected(String row, String name, String body, String rejection, String pointer) {
        return body(row, name, "application/json", body.getBytes(UTF_8)).rejecting(rejection, pointer);
    }

    /// a JSON document of which so many events are accepted and none rejected
    static BadInput taken(String row, String name, String body, long accepted) {
        return body(row, name, "application/json", body.getBytes(UTF_8)).accepting(accepted);
    }

    /// @param headers Content-Type and what follows it
    static BadInput body(String row, String name, String headers, byte[] body) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes((AUTHORIZED + "Content-Type: " + headers + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(ISO_8859_1));
        request.writeBytes(body);
        return new BadInput(row, name, request.toByteArray(), 0, "", null, null, true, 0, "");
    }

    BadInput refused(int newStatus, String newCode) {
        return new BadInput(row, name, request, newStatus, newCode, rejection, pointer, kept, accepted, detail);
    }

    BadInput rejecting(String newRejection, String newPointer) {
        return new BadInput(
                row,
                name,
                request,
                accepted > 0 ? 202 : 422,
                accepted > 0 ? "" : "nothing-acceptable",
                newRejection,
                newPointer,
                kept,
                accepted,
                detail);
    }

    BadInput accepting(long events) {
        return new BadInput(row, name, request, 202, "", rejection, pointer, kept, events, detail);
    }

    BadInput keepingTheConnection() {
        return new BadInput(row, name, request, status, code, rejection, pointer, true, accepted, detail);
    }

    BadInput closing() {
        return new BadInput(row, name, request, status, code, rejection, pointer, false, accepted, detail);
    }

    BadInput saying(String text) {
        return new BadInput(row, name, request, status, code, rejection, pointer, kept, accepted, text);
    }

    @Override
    public String toString() {
        return row + " " + name;
    }
}
