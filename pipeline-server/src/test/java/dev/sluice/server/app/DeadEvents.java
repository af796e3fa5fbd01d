package dev.sluice.server.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.server.ingest.IngestRequest;
import dev.sluice.server.testkit.TestDatabase;
import java.io.ByteArrayInputStream;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Events that a database refuses for what they are: `late` until that is mended, `poison` for ever.
final class DeadEvents {
    private DeadEvents() {}

    /// neither kind can be stored
    static void refuse(TestDatabase database) {
        database.execute("alter table event add constraint refused check (type <> 'late' and type <> 'poison')");
    }

    /// only `poison` cannot
    static void mend(TestDatabase database) {
        database.execute("alter table event drop constraint refused, add constraint refused check (type <> 'poison')");
    }

    /// Sends events `e-N`, N of [0, count), of which every fifth to seventh of ten is poison.
    static void send(PipelineFleet fleet, int count) {
        byte[] body = lines(count).getBytes(UTF_8);
        fleet.pipeline(0)
                .ingest()
                .ingest(new IngestRequest("application/x-ndjson", null, new ByteArrayInputStream(body), body.length));
    }

    static String lines(int count) {
        return IntStream.range(0, count).mapToObj(DeadEvents::event).collect(Collectors.joining("\n"));
    }

    /// text of event `e-N`
    static String event(int n) {
        return "{\"id\":\"e-" + n + "\",\"source\":\"/test\",\"type\":\"" + (poison(n) ? "poison" : "late")
                + "\",\"data\":{\"n\": 1.0}}";
    }

    static boolean poison(int n) {
        return n % 10 >= 5 && n % 10 <= 7;
    }
}
