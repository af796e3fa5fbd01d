package dev.sluice.server.http;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Gives refusals by Jetty itself (requests that are no valid HTTP, shutdown) the same problem documents.
final class ParserProblems implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String requestId = RequestIds.next();
        Dispatcher.write(Problems.ofStatus(response.getStatus(), requestId), requestId, response, callback);
        return true;
    }
}
