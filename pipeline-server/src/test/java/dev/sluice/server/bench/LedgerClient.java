package dev.sluice.server.bench;

import dev.sluice.model.json.Json;
import dev.sluice.model.ledger.Ledger;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Asks the server for its ledger.
final class LedgerClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final HttpRequest request;

    LedgerClient(URI server, String token) {
        request = HttpRequest.newBuilder(server.resolve("/v1/ledger"))
                .header("Authorization", "Bearer " + token)
                .timeout(PATIENCE)
                .build();
    }

    /// @throws IOException when the server does not answer with a ledger
    Ledger now() throws IOException {
        try {
            var answer = http.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IOException(
                        "GET /v1/ledger answered " + answer.statusCode() + ": " + new String(answer.body()));
            }
            return Json.read(answer.body(), Ledger.class);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking for the ledger", e);
        }
    }

    /// What came to be between two readings.
    static Ledger between(Ledger before, Ledger after) {
        return new Ledger(
                after.accepted() - before.accepted(),
                after.stored() - before.stored(),
                after.duplicate() - before.duplicate(),
                after.deadLettered() - before.deadLettered(),
                after.purged() - before.purged(),
                after.inFlight(),
                after.unexplained(),
                null,
                null);
    }

    static long settled(Ledger ledger) {
        return ledger.stored() + ledger.duplicate() + ledger.deadLettered() + ledger.purged();
    }

    /// @param run what the run added
    /// @param acknowledged events the load tool saw a 202 for
    /// @param rows rows in the table, which was empty before
    /// @return what is off, or null: every number is measured for itself, so they must agree
    static @Nullable String fault(Ledger run, long acknowledged, long rows) {
        if (run.unexplained() != 0) {
            return run.unexplained() + " events are unexplained";
        } else if (run.inFlight() != 0 || settled(run) != run.accepted()) {
            return "%,d events were accepted and %,d are settled, %,d in flight"
                    .formatted(run.accepted(), settled(run), run.inFlight());
        } else if (acknowledged > run.accepted()) {
            return "%,d events were answered with 202 and the ledger has %,d".formatted(acknowledged, run.accepted());
        } else if (rows != run.stored()) {
            return "the ledger has %,d events stored and the table %,d rows".formatted(run.stored(), rows);
        }
        return null;
    }

    @Override
    public void close() {
        http.close();
    }
}
