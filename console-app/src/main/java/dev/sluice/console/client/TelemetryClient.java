package dev.sluice.console.client;

import static dev.sluice.console.client.EventQuery.encoded;

import dev.sluice.model.live.TelemetryHistory;
import dev.sluice.model.live.TelemetryTypes;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The calls about what was. Each blocks its caller and throws as those of [SluiceClient] do. Thread-safe.
public final class TelemetryClient {
    private static final Duration PATIENT = Duration.ofSeconds(30);

    private final Exchange exchange;

    TelemetryClient(Exchange exchange) {
        this.exchange = exchange;
    }

    /// What to ask for; null leaves it to the server.
    ///
    /// @param step seconds
    /// @param queue,instance of one only
    public record Query(
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Integer step,
            @Nullable String queue,
            @Nullable String instance) {
        /// The last quarter of an hour in seconds.
        public static final Query NEWEST = new Query(null, null, null, null, null);
    }

    public TelemetryHistory history(Query query) throws InterruptedException {
        StringBuilder path = new StringBuilder("/v1/telemetry?");
        add(path, "from", query.from());
        add(path, "to", query.to());
        add(path, "step", query.step());
        add(path, "queue", query.queue());
        add(path, "instance", query.instance());
        return exchange.get(path.substring(0, path.length() - 1), PATIENT, TelemetryHistory.class);
    }

    /// @param limit 1 to 200 pairs
    public TelemetryTypes types(@Nullable Instant from, @Nullable Instant to, int limit) throws InterruptedException {
        StringBuilder path = new StringBuilder("/v1/telemetry/types?");
        add(path, "from", from);
        add(path, "to", to);
        add(path, "limit", limit);
        return exchange.get(path.substring(0, path.length() - 1), PATIENT, TelemetryTypes.class);
    }

    private static void add(StringBuilder path, String name, @Nullable Object value) {
        if (value != null) {
            path.append(name).append('=').append(encoded(value.toString())).append('&');
        }
    }
}
