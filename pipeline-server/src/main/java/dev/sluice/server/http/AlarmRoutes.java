package dev.sluice.server.http;

import dev.sluice.model.alarm.AlarmAck;
import dev.sluice.model.alarm.AlarmDisable;
import dev.sluice.model.alarm.AlarmRuleRequest;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.alarm.AlarmActs;
import dev.sluice.server.alarm.AlarmRules;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// Alarms and the rules they are raised by.
public final class AlarmRoutes {
    private static final String ALARMS = "/v1/alarms";
    private static final String RULES = "/v1/alarm-rules";
    private static final int MAX_PAGE = 1_000;
    private static final int DEFAULT_PAGE = 100;

    private final AlarmActs acts;
    private final AlarmRules rules;

    public AlarmRoutes(AlarmActs acts, AlarmRules rules) {
        this.acts = acts;
        this.rules = rules;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(
                        ALARMS,
                        "The open alarms, those to be acted on first; or the closed ones, newest first.",
                        this::list,
                        "state",
                        "limit",
                        "cursor"),
                Route.get(ALARMS + "/{id}", "One alarm.", call -> Reply.json(acts.get(call.path("id")))),
                Route.post(ALARMS + "/{id}/ack", "Acknowledges an alarm; who was first is kept.", this::acknowledge),
                Route.get(RULES, "The rules that alarms are raised by.", call -> Reply.json(rules.list())),
                Route.put(
                        RULES + "/{id}",
                        "Makes a rule, or changes one: what is left out stays.",
                        call -> Reply.json(
                                rules.put(call.path("id"), call.json(AlarmRuleRequest.class), call.actor()))),
                Route.delete(RULES + "/{id}", "Deletes a rule; its alarms clear by themselves.", call -> {
                    rules.delete(call.path("id"), call.actor());
                    return Reply.json(Map.of("deleted", call.path("id")));
                }),
                Route.post(
                        RULES + "/{id}/disable",
                        "Silences a rule until a time within seven days, or ends that.",
                        call -> Reply.json(
                                rules.disable(call.path("id"), call.json(AlarmDisable.class), call.actor()))));
    }

    private Reply list(Call call) {
        String state = call.query("state").orElse("open");
        return switch (state) {
            case "open" -> Reply.json(acts.open());
            case "closed" ->
                Reply.json(acts.closed(
                        call.number("limit", 1, MAX_PAGE, DEFAULT_PAGE),
                        call.query("cursor").orElse(null)));
            default ->
                throw new PipelineException(
                        ErrorCode.MALFORMED_REQUEST, "state must be open or closed, not " + state + ".");
        };
    }

    private Reply acknowledge(Call call) throws IOException {
        AlarmAck ack = call.hasBody() ? call.json(AlarmAck.class) : new AlarmAck(null);
        return Reply.json(acts.acknowledge(call.path("id"), ack, call.actor()));
    }
}
