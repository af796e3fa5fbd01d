package dev.sluice.console.client;

import static dev.sluice.console.client.EventQuery.encoded;

import dev.sluice.model.alarm.Alarm;
import dev.sluice.model.alarm.AlarmAck;
import dev.sluice.model.alarm.AlarmDisable;
import dev.sluice.model.alarm.AlarmPage;
import dev.sluice.model.alarm.AlarmRule;
import dev.sluice.model.alarm.AlarmRuleList;
import dev.sluice.model.alarm.AlarmRuleRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The calls about alarms. Each blocks its caller and throws as those of [SluiceClient] do. Thread-safe.
public final class AlarmClient {
    private static final String ALARMS = "/v1/alarms";
    private static final String RULES = "/v1/alarm-rules";
    private static final Duration QUICK = Duration.ofSeconds(10);

    private final Exchange exchange;

    AlarmClient(Exchange exchange) {
        this.exchange = exchange;
    }

    /// The open ones, those to be acted on first.
    public AlarmPage open() throws InterruptedException {
        return exchange.get(ALARMS, QUICK, AlarmPage.class);
    }

    /// The closed ones, newest first.
    ///
    /// @param limit 1 to 1,000
    /// @param cursor `next` of the page before, null for the first
    public AlarmPage closed(int limit, @Nullable String cursor) throws InterruptedException {
        return exchange.get(
                ALARMS + "?state=closed&limit=" + limit + (cursor == null ? "" : "&cursor=" + encoded(cursor)),
                QUICK,
                AlarmPage.class);
    }

    public Alarm get(String id) throws InterruptedException {
        return exchange.get(ALARMS + "/" + encoded(id), QUICK, Alarm.class);
    }

    /// Safe to be repeated: who was first is kept.
    public Alarm acknowledge(String id, @Nullable String note) throws InterruptedException {
        return exchange.post(ALARMS + "/" + encoded(id) + "/ack", new AlarmAck(note), QUICK, Alarm.class);
    }

    public AlarmRuleList rules() throws InterruptedException {
        return exchange.get(RULES, QUICK, AlarmRuleList.class);
    }

    /// @param request what is left out stays
    public AlarmRule set(String id, AlarmRuleRequest request) throws InterruptedException {
        return exchange.ask("PUT", RULES + "/" + encoded(id), request, QUICK, AlarmRule.class);
    }

    public void delete(String id) throws InterruptedException {
        exchange.delete(RULES + "/" + encoded(id), QUICK, Map.class);
    }

    /// @param until null: the rule works again at once
    public AlarmRule disable(String id, @Nullable Instant until, @Nullable String reason) throws InterruptedException {
        return exchange.post(
                RULES + "/" + encoded(id) + "/disable", new AlarmDisable(until, reason), QUICK, AlarmRule.class);
    }
}
