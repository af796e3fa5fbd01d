package dev.sluice.server.alarm;

import dev.sluice.model.alarm.AlarmDisable;
import dev.sluice.model.alarm.AlarmKind;
import dev.sluice.model.alarm.AlarmRule;
import dev.sluice.model.alarm.AlarmRuleList;
import dev.sluice.model.alarm.AlarmRuleRequest;
import dev.sluice.model.alarm.AlarmSeverity;
import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.control.Actor;
import dev.sluice.server.store.AlarmRuleStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The rules that alarms are raised by, and their changes. Thread-safe. Every method throws [PipelineException]
/// `database-unavailable`.
public final class AlarmRules {
    private static final int MOST = 200;
    private static final int MOST_TARGET = 256;
    private static final int MOST_GUIDANCE = 2_000;
    private static final int MOST_FOR = 86_400;
    private static final double MOST_THRESHOLD = 1e12;
    private static final Duration LONGEST_DISABLED = Duration.ofDays(7);
    private static final int RACES = 5;

    private final AlarmRuleStore store;
    private final Consumer<AuditRecord> onAct;

    /// @param onAct told of each audit record
    AlarmRules(AlarmRuleStore store, Consumer<AuditRecord> onAct) {
        this.store = store;
        this.onAct = onAct;
    }

    public AlarmRuleList list() {
        return new AlarmRuleList(store.all());
    }

    /// Makes a rule, or changes one: what the request leaves out stays.
    ///
    /// @throws PipelineException `malformed-request`, `conflict`
    public AlarmRule put(String id, AlarmRuleRequest request, Actor actor) {
        require(id.matches("[a-z0-9][a-z0-9-]{0,63}"), "A rule's id is 1 to 64 of a-z, 0-9 and -, not " + id + ".");
        for (int race = 0; race < RACES; race++) {
            Optional<AlarmRule> before = store.find(id);
            require(
                    before.isPresent() || store.all().size() < MOST,
                    "There are " + MOST + " rules, which is the limit; delete one first.");
            AlarmRule after = changed(id, before.orElse(null), request, actor);
            if (write(before.orElse(null), after, "set-alarm-rule", null, actor)) {
                return after;
            }
        }
        throw new PipelineException(ErrorCode.CONFLICT, "Alarm rule " + id + " is changed by others; try again.");
    }

    /// Disables a rule until then, or ends that.
    ///
    /// @throws PipelineException `not-found`, `malformed-request`, `conflict`
    public AlarmRule disable(String id, AlarmDisable request, Actor actor) {
        @Nullable Instant until = request.until();
        Instant now = Instant.now();
        require(
                until == null || until.isAfter(now) && until.isBefore(now.plus(LONGEST_DISABLED)),
                "until must be in the future, and within " + LONGEST_DISABLED.toDays()
                        + " days; an admin disables a rule for good with PUT and enabled:false.");
        @Nullable
        String reason = request.reason() == null || request.reason().isBlank()
                ? null
                : request.reason().strip();
        require(
                reason == null || reason.length() <= AlarmActs.MOST_TEXT,
                "reason is longer than " + AlarmActs.MOST_TEXT + " characters.");
        for (int race = 0; race < RACES; race++) {
            AlarmRule before = store.find(id).orElseThrow(() -> missing(id));
            AlarmRule after = new AlarmRule(
                    id,
                    before.kind(),
                    before.target(),
                    before.severity(),
                    before.threshold(),
                    before.forSeconds(),
                    before.guidance(),
                    before.link(),
                    before.enabled(),
                    until == null ? null : until.truncatedTo(ChronoUnit.MICROS),
                    until == null ? null : actor.name(),
                    until == null ? null : reason,
                    now.truncatedTo(ChronoUnit.MICROS),
                    actor.name());
            if (write(before, after, until == null ? "enable-alarm-rule" : "disable-alarm-rule", reason, actor)) {
                return after;
            }
        }
        throw new PipelineException(ErrorCode.CONFLICT, "Alarm rule " + id + " is changed by others; try again.");
    }

    /// Its open alarms clear by themselves.
    ///
    /// @throws PipelineException `not-found`
    public void delete(String id, Actor actor) {
        AlarmRule before = store.find(id).orElseThrow(() -> missing(id));
        AuditRecord audit = audit("delete-alarm-rule", id, null, said(before), "none", actor);
        if (!store.delete(id, audit)) {
            throw missing(id);
        }
        onAct.accept(audit);
    }

    private boolean write(
            @Nullable AlarmRule before, AlarmRule after, String act, @Nullable String reason, Actor actor) {
        AuditRecord audit = audit(act, after.id(), reason, before == null ? "none" : said(before), said(after), actor);
        if (!store.put(before, after, audit)) {
            return false;
        }
        onAct.accept(audit);
        return true;
    }

    private static AuditRecord audit(
            String act, String id, @Nullable String reason, String before, String after, Actor actor) {
        return new AuditRecord(
                Instant.now(), actor.name(), act, "alarm-rule:" + id, reason, "done", actor.address(), before, after);
    }

    private static AlarmRule changed(String id, @Nullable AlarmRule before, AlarmRuleRequest request, Actor actor) {
        AlarmKind kind = kind(id, before, request.kind());
        String target = request.target() != null ? request.target().strip() : before == null ? "*" : before.target();
        require(
                !target.isEmpty() && target.length() <= MOST_TARGET,
                "target must be a name or a glob such as orders.*, of 1 to " + MOST_TARGET + " characters.");
        Double threshold = request.threshold() != null
                ? request.threshold()
                : before == null ? null : Double.valueOf(before.threshold());
        require(
                threshold != null && threshold >= 0 && threshold <= MOST_THRESHOLD,
                "threshold must be a number from 0 to 1e12; for " + kind.text() + " it is in " + kind.unit() + ".");
        int forSeconds = request.forSeconds() != null ? request.forSeconds() : before == null ? 0 : before.forSeconds();
        require(forSeconds >= 0 && forSeconds <= MOST_FOR, "forSeconds must be from 0 to " + MOST_FOR + ".");
        String guidance =
                request.guidance() != null ? request.guidance().strip() : before == null ? "" : before.guidance();
        require(guidance.length() <= MOST_GUIDANCE, "guidance is longer than " + MOST_GUIDANCE + " characters.");
        @Nullable String link = request.link() != null ? request.link().strip() : before == null ? null : before.link();
        require(
                link == null || link.isEmpty() || link.length() <= MOST_GUIDANCE && link.matches("(?i)https?://\\S+"),
                "link must be a URL that begins with http:// or https://, or empty for none.");
        boolean enabled = request.enabled() != null ? request.enabled() : before == null || before.enabled();
        return new AlarmRule(
                id,
                kind,
                target,
                severity(before, request.severity()),
                threshold == null ? 0 : threshold,
                forSeconds,
                guidance,
                link == null || link.isEmpty() ? null : link,
                enabled,
                before == null ? null : before.disabledUntil(),
                before == null ? null : before.disabledBy(),
                before == null ? null : before.disabledReason(),
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                actor.name());
    }

    private static AlarmKind kind(String id, @Nullable AlarmRule before, @Nullable String asked) {
        if (before != null) {
            require(
                    asked == null || asked.equals(before.kind().text()),
                    "Rule " + id + " is of kind " + before.kind().text()
                            + ", which cannot be changed; make another rule.");
            return before.kind();
        }
        return Optional.ofNullable(asked)
                .flatMap(AlarmKind::of)
                .orElseThrow(() -> new PipelineException(
                        ErrorCode.MALFORMED_REQUEST,
                        "There is no rule " + id + ", so kind must say what it watches: "
                                + Arrays.stream(AlarmKind.values())
                                        .map(AlarmKind::text)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    private static AlarmSeverity severity(@Nullable AlarmRule before, @Nullable String asked) {
        return asked == null && before != null
                ? before.severity()
                : Optional.ofNullable(asked)
                        .flatMap(AlarmSeverity::of)
                        .orElseThrow(() -> new PipelineException(
                                ErrorCode.MALFORMED_REQUEST, "severity must be info, warning or critical."));
    }

    private static String said(AlarmRule rule) {
        return rule.kind().text() + " " + rule.target() + ", " + rule.severity().text() + " at "
                + Watched.number(rule.threshold()) + " for " + rule.forSeconds() + " s"
                + (rule.enabled() ? "" : ", disabled")
                + (rule.disabledUntil() == null ? "" : ", disabled until " + rule.disabledUntil());
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new PipelineException(ErrorCode.MALFORMED_REQUEST, otherwise);
        }
    }

    private static PipelineException missing(String id) {
        return new PipelineException(
                ErrorCode.NOT_FOUND, "There is no alarm rule " + id + "; GET /v1/alarm-rules lists them.");
    }
}
