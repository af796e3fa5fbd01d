package dev.sluice.console.feed;

import dev.sluice.console.client.ConnectionState;
import dev.sluice.console.task.Subscription;
import dev.sluice.model.audit.AuditPage;
import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.live.LiveUpdate;
import dev.sluice.model.live.TelemetryHistory;
import dev.sluice.model.live.TelemetrySample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/// A server that says what the test tells it to.
public final class FakeLiveSource implements LiveSource {
    private final List<TelemetrySample> history = new ArrayList<>();
    private final List<AuditRecord> acts = new ArrayList<>();
    private Consumer<LiveUpdate> updates = update -> {};
    private Consumer<ConnectionState> states = state -> {};
    private final List<AuditRecord> pastActs = new ArrayList<>();
    private final List<Past.Stretch> asked = new ArrayList<>();
    private BiFunction<Instant, Instant, TelemetryHistory> past = (from, to) -> new TelemetryHistory(List.of(), 1);
    private boolean open;
    private int retries;

    @Override
    public Subscription open(Consumer<LiveUpdate> nextUpdates, Consumer<ConnectionState> nextStates) {
        updates = nextUpdates;
        states = nextStates;
        open = true;
        return () -> open = false;
    }

    @Override
    public TelemetryHistory telemetry() {
        return new TelemetryHistory(history, 1);
    }

    @Override
    public TelemetryHistory telemetry(Past.Stretch stretch) {
        asked.add(stretch);
        return past.apply(stretch.from(), stretch.to());
    }

    /// the stretches that were asked for, in order
    public List<Past.Stretch> asked() {
        return List.copyOf(asked);
    }

    public FakeLiveSource remembers(BiFunction<Instant, Instant, TelemetryHistory> answers) {
        past = answers;
        return this;
    }

    @Override
    public AuditPage acts(Past.Stretch stretch) {
        return new AuditPage(
                pastActs.stream()
                        .filter(act ->
                                !act.at().isBefore(stretch.from()) && act.at().isBefore(stretch.to()))
                        .toList(),
                null);
    }

    /// acts that are not among the newest
    public FakeLiveSource did(AuditRecord... records) {
        pastActs.addAll(List.of(records));
        return this;
    }

    @Override
    public AuditPage acts() {
        return new AuditPage(acts, null);
    }

    @Override
    public void retryNow() {
        retries++;
    }

    public int retries() {
        return retries;
    }

    public boolean isOpen() {
        return open;
    }

    public FakeLiveSource holds(List<TelemetrySample> samples, List<AuditRecord> records) {
        history.addAll(samples);
        acts.addAll(records);
        return this;
    }

    public void push(LiveUpdate... pushed) {
        List.of(pushed).forEach(updates);
    }

    public void state(ConnectionState state) {
        states.accept(state);
    }
}
