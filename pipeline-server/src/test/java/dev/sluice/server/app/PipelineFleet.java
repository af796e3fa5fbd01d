package dev.sluice.server.app;

import static dev.sluice.server.app.RunningPipeline.DEADLINE;
import static dev.sluice.server.app.RunningPipeline.OPERATOR;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.health.HealthReport.Check;
import dev.sluice.model.ingest.Receipt;
import dev.sluice.model.ledger.Ledger;
import dev.sluice.model.queue.PauseRequest;
import dev.sluice.model.queue.QueueRequest;
import dev.sluice.model.queue.QueueState;
import dev.sluice.server.config.Secret;
import dev.sluice.server.control.ControlService;
import dev.sluice.server.ingest.IngestFailedException;
import dev.sluice.server.ingest.IngestRequest;
import dev.sluice.server.testkit.Eventually;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// One or more pipelines of a test's own on one broker and one database, all ready.
final class PipelineFleet implements AutoCloseable {
    final TestServers servers = new TestServers();
    private final List<Pipeline> pipelines = new ArrayList<>();
    private final Map<String, String> settings;

    PipelineFleet(int instances, Map<String, String> settings) {
        this.settings = settings;
        for (int i = 0; i < instances; i++) {
            start(Map.of());
        }
        awaitReady();
    }

    void awaitReady() {
        for (Pipeline pipeline : pipelines) {
            Eventually.eventually(DEADLINE, pipeline::ready, "the pipeline is ready");
        }
    }

    /// one more instance, not waited for
    Pipeline start(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(more);
        Pipeline pipeline = new Pipeline(servers.config(all), AdminToken.given(new Secret(TestServers.TOKEN)), _ -> {});
        pipelines.add(pipeline);
        pipeline.start();
        return pipeline;
    }

    Pipeline pipeline(int index) {
        return pipelines.get(index);
    }

    ControlService control() {
        return pipelines.getFirst().control();
    }

    /// sends events `type-N` with N of [from, to) in one request to the instance
    ///
    /// @param padding bytes of incompressible text in each
    Receipt send(int instance, String type, int from, int to, int padding) {
        byte[] random = new byte[padding * 3 / 4];
        StringBuilder lines = new StringBuilder();
        for (int i = from; i < to; i++) {
            new Random(i).nextBytes(random);
            lines.append("{\"id\":\"")
                    .append(type)
                    .append('-')
                    .append(i)
                    .append("\",\"source\":\"/test\",\"type\":\"")
                    .append(type)
                    .append("\",\"data\":\"")
                    .append(Base64.getEncoder().encodeToString(random))
                    .append("\"}\n");
        }
        return pipelines
                .get(instance)
                .ingest()
                .ingest(new IngestRequest(
                        "application/x-ndjson",
                        null,
                        new ByteArrayInputStream(lines.toString().getBytes(UTF_8)),
                        -1));
    }

    /// @return null when all was accepted, else the code a producer got
    @Nullable
    ErrorCode trySend(int instance, String type, int from, int to, int padding) {
        try {
            send(instance, type, from, to, padding);
            return null;
        } catch (IngestFailedException e) {
            return e.code();
        } catch (PipelineException e) {
            return e.code();
        }
    }

    /// as a producer does: again, with the same ids, until it is accepted
    void insist(int instance, String type, int from, int to) {
        Eventually.eventually(
                DEADLINE,
                () -> {
                    ErrorCode code = trySend(instance, type, from, to, 0);
                    if (code != null && !code.retryable()) {
                        throw new AssertionError("refused for good: " + code);
                    }
                    return code == null;
                },
                type + " " + from + " to " + to + " are accepted");
    }

    void define(String queue, List<String> patterns) {
        control().define(queue, new QueueRequest(patterns, null, null), OPERATOR);
    }

    void limit(String queue, @Nullable Long maxBytes) {
        control().define(queue, new QueueRequest(null, null, new QueueRequest.Limits(maxBytes)), OPERATOR);
    }

    void pause(String queue) {
        control().pause(queue, new PauseRequest("test", null), OPERATOR);
        Eventually.eventually(
                DEADLINE,
                () -> {
                    QueueState.Pause pause = queue(queue).pause();
                    return pause != null && pause.state().equals(QueueState.Pause.PAUSED);
                },
                queue + " is paused");
    }

    void resume(String queue) {
        control().resume(queue, OPERATOR);
    }

    QueueState queue(String name) {
        return control().queue(name);
    }

    List<String> queues(int instance) {
        return pipelines.get(instance).control().queues().stream()
                .map(QueueState::name)
                .toList();
    }

    Check check(int instance, String name) {
        return pipelines.get(instance).health().report().checks().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    List<AuditRecord> audits(String act) {
        return control().audits(200, null).items().stream()
                .filter(a -> a.act().equals(act))
                .toList();
    }

    /// @return the ledger once none is in flight
    Ledger settled() {
        return Eventually.eventually(
                DEADLINE,
                () -> pipelines.stream()
                        .map(p -> p.control().ledger(null))
                        .toList()
                        .getLast(),
                l -> l.inFlight() == 0,
                "none is in flight");
    }

    long rows(String where) {
        return servers.database().number("select count(*) from event where " + where);
    }

    @Override
    public void close() {
        pipelines.forEach(Pipeline::close);
        servers.close();
    }
}
