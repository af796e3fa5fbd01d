package dev.sluice.server.alarm;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.model.health.HealthReport.Check;
import dev.sluice.model.health.HealthState;
import dev.sluice.server.store.AlarmNotices;
import dev.sluice.server.telemetry.PipelineMeters;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells one HTTP address of alarms: POST, JSON, one notice a request. What is not answered with 2xx is sent again
/// after a pause that doubles, with jitter, for a day. It may come twice. The address may hold a secret and is neither
/// logged nor told. [#step] and [#close] belong to one thread.
public final class AlarmWebhook implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlarmWebhook.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    /// longer than a request may take
    private static final Duration CLAIM = Duration.ofSeconds(30);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration GIVEN_UP_AFTER = Duration.ofHours(24);
    private static final int AT_ONCE = 50;
    private static final int TROUBLE = 3;

    private final AlarmNotices notices;
    private final URI address;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder givenUp = new LongAdder();
    private volatile AlarmNotices.State state = new AlarmNotices.State(0, 0, null);
    private boolean failing;

    AlarmWebhook(AlarmNotices notices, URI address, PipelineMeters meters) {
        this.notices = notices;
        this.address = address;
        meters.gauge("sluice.alarms.webhook.waiting", "Notices the webhook did not take yet", () -> state.waiting());
        meters.counter("sluice.alarms.webhook.delivered", "Notices the webhook took", delivered);
        meters.counter("sluice.alarms.webhook.failed", "Attempts the webhook did not take", failed);
        meters.counter("sluice.alarms.webhook.dropped", "Notices given up after a day", givenUp);
    }

    /// Sends what is due, at most 50 notices.
    ///
    /// @throws dev.sluice.model.error.PipelineException `database-unavailable`: what is under way may be sent twice
    public void step() {
        for (int sent = 0; sent < AT_ONCE && !Thread.currentThread().isInterrupted(); sent++) {
            Optional<AlarmNotices.Due> due = notices.claim(CLAIM);
            if (due.isEmpty()) {
                break;
            }
            send(due.get());
        }
        state = notices.state();
    }

    private void send(AlarmNotices.Due due) {
        @Nullable String error = attempt(due.body());
        if (error == null) {
            notices.done(due.id());
            delivered.increment();
            if (failing) {
                LOG.info("The alarm webhook takes notices again");
            }
            failing = false;
            return;
        }
        failed.increment();
        if (!failing) {
            LOG.warn("The alarm webhook did not take a notice, which is sent again: {}", error);
        }
        failing = true;
        if (due.createdAt().plus(GIVEN_UP_AFTER).isBefore(Instant.now())) {
            notices.done(due.id());
            givenUp.increment();
        } else {
            notices.failed(
                    due.id(), pause(due.attempts(), ThreadLocalRandom.current().nextDouble()), error);
        }
    }

    /// @return null when it was taken
    private @Nullable String attempt(String body) {
        try {
            int status = client.send(
                            HttpRequest.newBuilder(address)
                                    .timeout(TIMEOUT)
                                    .header("Content-Type", "application/json")
                                    .header("User-Agent", "sluice")
                                    .POST(BodyPublishers.ofString(body, UTF_8))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
            return status / 100 == 2 ? null : "it answered " + status;
        } catch (HttpTimeoutException e) {
            return "no answer within " + TIMEOUT.toSeconds() + " s";
        } catch (IOException e) {
            // its message may hold the address
            return "it cannot be reached (" + e.getClass().getSimpleName() + ")";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "the server is stopping";
        }
    }

    /// @param attempts that failed before this one
    /// @param jitter 0 to 1
    static Duration pause(int attempts, double jitter) {
        long millis = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(attempts, 20));
        return Duration.ofMillis(Math.round(millis * (0.5 + jitter / 2)));
    }

    /// amber while the webhook refuses again and again
    Check check() {
        AlarmNotices.State now = state;
        return now.attempts() < TROUBLE
                ? new Check("alarm-webhook", HealthState.GREEN, "The alarm webhook takes notices")
                : new Check(
                        "alarm-webhook",
                        HealthState.AMBER,
                        now.waiting() + " alarm notices wait: " + now.lastError() + " (" + now.attempts()
                                + " attempts). Check SLUICE_ALARM_WEBHOOK_URL and the receiver; they are sent again for"
                                + " a day.");
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
