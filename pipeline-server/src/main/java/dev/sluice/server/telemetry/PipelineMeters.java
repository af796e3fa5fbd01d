package dev.sluice.server.telemetry;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.health.HealthReport.Check;
import dev.sluice.model.health.HealthState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/// Counters of this process since it started, and the latency from accepted to stored.
///
/// Arithmetic, all in events unless said otherwise, over all instances and at rest:
///
/// - what came in: `accepted` + `rejected` = events of requests that were read to their end;
/// - what came out: `stored` + `duplicate` + `dead-lettered` + `purged` = settled. A frame that is delivered
///   again after it was settled counts as one `repeated frame` and moves none of the four; `conflict` is the part
///   of `duplicate` whose payload is another than the stored one;
/// - `accepted` >= settled: the rest is in flight. A process that was killed takes its own counters with it, so
///   the sums hold for living processes only; the ledger holds always;
/// - `refused` counts requests (not events) answered 429 or 503 by reason; a `foreign message` is a broker
///   message that is no frame: it is dead-lettered outside of this account;
/// - over AMQP, in messages: `received` = `taken` + `kept` (as rejected) + those that wait here + those whose
///   channel was lost, which are received again. What is taken counts as `accepted`, what is kept as `rejected` above.
///
/// Thread-safe; counting does not block.
public final class PipelineMeters {
    /// What is counted by queue.
    public enum Flow {
        ACCEPTED("accepted", "Events confirmed by the broker"),
        STORED("stored", "Rows written"),
        DUPLICATE("duplicate", "Events whose source and id were stored before"),
        DEAD_LETTERED("dead_lettered", "Events that could not be stored"),
        PURGED("purged", "Events removed by an operator");

        private final String metric;
        private final String help;

        Flow(String metric, String help) {
            this.metric = metric;
            this.help = help;
        }
    }

    /// What is counted of the inbox, in messages.
    public enum Inbox {
        RECEIVED("received", "Messages of the inbox delivered to this process"),
        REDELIVERED("redelivered", "Of them, those that had been delivered before"),
        TAKEN("taken", "Messages of the inbox that are in the pipeline"),
        KEPT("kept", "Messages of the inbox that are no event, moved to the rejected queue");

        private final String metric;
        private final String help;

        Inbox(String metric, String help) {
            this.metric = metric;
            this.help = help;
        }
    }

    private record Key(String name, String first, String second, String third) {}

    private static final long LONGEST_LATENCY_MICROS = Duration.ofDays(7).toNanos() / 1_000;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Key, LongAdder> counters = new ConcurrentHashMap<>();
    private final Recorder latency = new Recorder(LONGEST_LATENCY_MICROS, 3);
    private final StageLatencies stages = new StageLatencies();
    private final TypeMeters types = new TypeMeters();
    private final LongAdder conflicts = new LongAdder();
    private final Waypoints waypoints;
    private volatile String lastConflict = "";
    private volatile LatencyQuantiles lastLatency = LatencyQuantiles.NONE;

    public PipelineMeters() {
        this(Waypoints.NONE);
    }

    /// @param waypoints told of each waypoint that is passed
    public PipelineMeters(Waypoints waypoints) {
        this.waypoints = waypoints;
        gauge(
                "sluice.latency.p50.seconds",
                "Accepted to stored, median of the last second",
                () -> seconds(lastLatency.p50()));
        gauge(
                "sluice.latency.p95.seconds",
                "Accepted to stored, 95th percentile of the last second",
                () -> seconds(lastLatency.p95()));
        gauge(
                "sluice.latency.p99.seconds",
                "Accepted to stored, 99th percentile of the last second",
                () -> seconds(lastLatency.p99()));
    }

    /// For failpoints; does nothing in a server.
    public void passed(Waypoint waypoint) {
        waypoints.passed(waypoint);
    }

    /// @param events 0 or more
    public void count(Flow flow, String queue, long events) {
        if (events > 0) {
            counter(new Key("sluice.events." + flow.metric, queue, "", ""), flow.help, Tags.of("queue", queue))
                    .add(events);
        }
    }

    /// @param messages 0 or more
    public void inbox(Inbox what, long messages) {
        if (messages > 0) {
            counter(new Key("sluice.inbox." + what.metric, "", "", ""), what.help, Tags.empty())
                    .add(messages);
        }
    }

    /// @return messages of the inbox so far
    public long total(Inbox what) {
        return counters.getOrDefault(new Key("sluice.inbox." + what.metric, "", "", ""), new LongAdder())
                .sum();
    }

    /// Duplicates that say something else than what is stored under their source and id.
    ///
    /// @param one id and source of one of them
    public void conflicts(String queue, long events, String one) {
        counter(
                        new Key("sluice.events.conflict", queue, "", ""),
                        "Duplicates whose payload is another than the stored one",
                        Tags.of("queue", queue))
                .add(events);
        conflicts.add(events);
        lastConflict = one;
    }

    /// How many conflicts this process has seen, and which was the last; amber once there was one.
    public Check conflictCheck() {
        long events = conflicts.sum();
        return events == 0
                ? new Check("conflicts", HealthState.GREEN, "No event came again with another payload")
                : new Check(
                        "conflicts",
                        HealthState.AMBER,
                        events + " events came again with another payload since this process started; the first one"
                                + " is kept and they count as duplicates. GET /v1/conflicts has both texts. The last was "
                                + lastConflict);
    }

    /// Events refused one by one at the door.
    public void rejected(ErrorCode code, long events) {
        if (events > 0) {
            counter(
                            new Key("sluice.events.rejected", code.code(), "", ""),
                            "Events refused at the door",
                            Tags.of("code", code.code()))
                    .add(events);
        }
    }

    /// One whole request refused because of load or an outage.
    public void refused(ErrorCode reason) {
        counter(
                        new Key("sluice.requests.refused", reason.code(), "", ""),
                        "Requests refused because of load or an outage",
                        Tags.of("reason", reason.code()))
                .increment();
    }

    /// Refusals that are counted and not kept: more came than fit while they waited for the database.
    public void rejectionsUnkept(long refusals) {
        counter(new Key("sluice.rejections.unkept", "", "", ""), "Refusals that did not fit the buffer", Tags.empty())
                .add(refusals);
    }

    /// Frames delivered again after they were settled.
    public void repeatedFrames(String queue, long frames) {
        if (frames > 0) {
            counter(new Key("sluice.frames.repeated", queue, "", ""), "Frames seen again", Tags.of("queue", queue))
                    .add(frames);
        }
    }

    /// A broker message that is no frame of ours.
    public void foreignMessage(String queue) {
        counter(
                        new Key("sluice.messages.foreign", queue, "", ""),
                        "Messages that are no frames",
                        Tags.of("queue", queue))
                .increment();
    }

    /// @param route of the route table, never the path as it came: the number of series stays bounded
    public void httpRequest(String method, String route, int status) {
        counter(
                        new Key("sluice.http.requests", method, route, Integer.toString(status)),
                        "HTTP requests answered",
                        Tags.of("method", method, "route", route, "status", Integer.toString(status)))
                .increment();
    }

    /// @param latency from accepted to stored; negative counts as zero
    /// @param events that took so long
    public void latency(Duration latency, int events) {
        if (events > 0) {
            long micros = Math.clamp(latency.toNanos() / 1_000, 0L, LONGEST_LATENCY_MICROS);
            this.latency.recordValueWithCount(micros, events);
        }
    }

    /// Latencies by queue and stage.
    public StageLatencies stages() {
        return stages;
    }

    /// What comes in, by source and type.
    public TypeMeters types() {
        return types;
    }

    /// Quantiles since the last call; meant for one caller, the sampler.
    public LatencyQuantiles takeLatency() {
        lastLatency = LatencyQuantiles.of(latency.getIntervalHistogram());
        return lastLatency;
    }

    /// @return total of a flow over all queues
    public long total(Flow flow) {
        return byQueue(flow).values().stream().mapToLong(Long::longValue).sum();
    }

    /// @return queue to total of a flow, queues that saw none left out
    public Map<String, Long> byQueue(Flow flow) {
        return byFirst("sluice.events." + flow.metric);
    }

    /// @return error code to events refused with it
    public Map<String, Long> rejectedByCode() {
        return byFirst("sluice.events.rejected");
    }

    /// @return error code to requests refused with it
    public Map<String, Long> refusedByReason() {
        return byFirst("sluice.requests.refused");
    }

    /// Adds a gauge to `/metrics`; `value` must be cheap and must not block.
    public void gauge(String name, String help, Supplier<Number> value) {
        Gauge.builder(name, value).description(help).register(registry);
    }

    /// Adds a counter to `/metrics`.
    public void counter(String name, String help, LongAdder total) {
        FunctionCounter.builder(name, total, LongAdder::sum).description(help).register(registry);
    }

    /// All of it in Prometheus text format 0.0.4.
    public String scrape() {
        return registry.scrape();
    }

    private Map<String, Long> byFirst(String name) {
        Map<String, Long> totals = new TreeMap<>();
        counters.forEach((key, adder) -> {
            if (key.name().equals(name)) {
                totals.put(key.first(), adder.sum());
            }
        });
        return totals;
    }

    private LongAdder counter(Key key, String help, Tags tags) {
        LongAdder present = counters.get(key);
        return present != null
                ? present
                : counters.computeIfAbsent(key, k -> {
                    LongAdder adder = new LongAdder();
                    FunctionCounter.builder(k.name(), adder, LongAdder::sum)
                            .tags(tags)
                            .description(help)
                            .register(registry);
                    return adder;
                });
    }

    private static double seconds(@Nullable Double millis) {
        return millis == null ? Double.NaN : millis / 1_000;
    }
}
