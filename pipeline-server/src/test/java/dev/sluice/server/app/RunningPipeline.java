package dev.sluice.server.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.model.ingest.Receipt;
import dev.sluice.model.ledger.Ledger;
import dev.sluice.server.config.Secret;
import dev.sluice.server.control.Actor;
import dev.sluice.server.ingest.IngestRequest;
import dev.sluice.server.testkit.Eventually;
import java.io.ByteArrayInputStream;
import java.time.Duration;

/// A pipeline of a test's own, ready, on a broker and a database of its own.
final class RunningPipeline implements AutoCloseable {
    static final Duration DEADLINE = Duration.ofSeconds(30);
    static final Actor OPERATOR = new Actor("operator", "127.0.0.1");

    final TestServers servers = new TestServers();
    final Pipeline pipeline = new Pipeline(servers.config(), AdminToken.given(new Secret(TestServers.TOKEN)), _ -> {});

    RunningPipeline() {
        pipeline.start();
        Eventually.eventually(DEADLINE, pipeline::ready, "the pipeline is ready");
    }

    /// sends the events numbered [from, to) in one request
    Receipt send(int from, int to) {
        StringBuilder lines = new StringBuilder();
        for (int i = from; i < to; i++) {
            lines.append("{\"id\":\"e-")
                    .append(i)
                    .append("\",\"source\":\"/test\",\"type\":\"test.made\",\"data\":{\"n\":")
                    .append(i)
                    .append("}}\n");
        }
        return pipeline.ingest()
                .ingest(new IngestRequest(
                        "application/x-ndjson",
                        null,
                        new ByteArrayInputStream(lines.toString().getBytes(UTF_8)),
                        -1));
    }

    Ledger ledger() {
        return pipeline.control().ledger(null);
    }

    /// @return the ledger once so many are accepted and none is in flight
    Ledger settled(long accepted) {
        return Eventually.eventually(
                DEADLINE,
                this::ledger,
                l -> l.accepted() == accepted && l.inFlight() == 0,
                accepted + " events are accepted and none is in flight");
    }

    @Override
    public void close() {
        pipeline.close();
        servers.close();
    }
}
