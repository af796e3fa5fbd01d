package dev.sluice.server.control;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.health.HealthReport.Check;
import dev.sluice.model.health.HealthState;
import dev.sluice.server.store.RetentionStore;
import dev.sluice.server.store.RetentionStore.Outcome;
import dev.sluice.server.telemetry.PipelineMeters;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Drops days that are older than is kept, then what else is as old. Any number of instances may run it: what one has
/// done the others find done. `step` is for one thread; the rest for any.
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    /// What is promised for (source, id), however short events are kept.
    private static final Duration IDENTITIES = Duration.ofDays(7);
    /// A clock that jumps must not cost the data: nothing is dropped for as long as it takes somebody to notice.
    private static final Duration JUMP = Duration.ofHours(1);

    private static final Duration HOLD = Duration.ofHours(1);
    private static final Duration OVERDUE = Duration.ofHours(1);
    /// of work in one step; deleting goes on in the next
    private static final Duration STEP = Duration.ofSeconds(2);

    private static final int PAGES = 512;

    private final RetentionStore store;
    private final Consumer<AuditRecord> tell;
    private final Optional<Duration> keep;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final LongAdder droppedDays = new LongAdder();
    private final LongAdder busyAttempts = new LongAdder();
    private Instant lastClock;
    private long lastNanos;
    private long heldUntilNanos;
    private boolean held;
    private @Nullable Instant busySince;
    private long busySinceNanos;
    private volatile Check check = new Check("retention", HealthState.GREEN, "Nothing was looked at yet");

    /// @param tell told of each record in the audit
    /// @param keep how long events are kept, empty: for good
    public Retention(RetentionStore store, Consumer<AuditRecord> tell, Optional<Duration> keep, PipelineMeters meters) {
        this(store, tell, keep, InstantSource.system(), System::nanoTime);
        meters.gauge(
                "sluice.retention.dropped.days",
                "Days of events dropped by this process since its start",
                droppedDays::sum);
        meters.gauge(
                "sluice.retention.busy.attempts",
                "Attempts of this process to drop a day that gave way to whoever used it",
                busyAttempts::sum);
    }

    /// @param clock,nanoTime the clocks, for tests
    Retention(
            RetentionStore store,
            Consumer<AuditRecord> tell,
            Optional<Duration> keep,
            InstantSource clock,
            LongSupplier nanoTime) {
        this.store = store;
        this.tell = tell;
        this.keep = keep;
        this.clock = clock;
        this.nanoTime = nanoTime;
        lastClock = clock.instant();
        lastNanos = nanoTime.getAsLong();
    }

    /// One step of the pulse.
    public void step() {
        if (keep.isEmpty()) {
            check = new Check("retention", HealthState.GREEN, "Events are kept for good (SLUICE_RETENTION is off)");
            return;
        }
        Instant now = clock.instant();
        String doubt = doubt(now);
        if (doubt != null) {
            check = new Check("retention", HealthState.AMBER, doubt + "; nothing is dropped until that is cleared");
            return;
        }
        LocalDate first = LocalDate.ofInstant(now.minus(keep.get()), ZoneOffset.UTC);
        long end = nanoTime.getAsLong() + STEP.toNanos();
        boolean more = true;
        while (more && nanoTime.getAsLong() < end) {
            more = switch (store.dropOldest(first)) {
                case Outcome.Dropped dropped -> {
                    tell(dropped);
                    yield true;
                }
                case Outcome.Busy(LocalDate day) -> {
                    wait(day, now);
                    yield false;
                }
                case Outcome.Nothing() -> {
                    rest(first, now, end);
                    yield false;
                }
            };
        }
    }

    private void tell(Outcome.Dropped dropped) {
        droppedDays.increment();
        busySince = null;
        LOG.info(
                "The events of {} are older than {} days and were dropped: {}",
                dropped.day(),
                keep.orElseThrow().toDays(),
                dropped.audit().before());
        tell.accept(dropped.audit());
    }

    private void wait(LocalDate day, Instant now) {
        busyAttempts.increment();
        if (busySince == null) {
            busySince = now;
            busySinceNanos = nanoTime.getAsLong();
            LOG.info("The events of {} are to be dropped and are in use; trying again", day);
        }
        boolean overdue = nanoTime.getAsLong() - busySinceNanos > OVERDUE.toNanos();
        check = new Check(
                "retention",
                overdue ? HealthState.AMBER : HealthState.GREEN,
                "The events of " + day + " are to be dropped since " + busySince.truncatedTo(ChronoUnit.SECONDS)
                        + " and are in use: a transaction stays open");
    }

    private void rest(LocalDate first, Instant now, long end) {
        busySince = null;
        check = new Check(
                "retention",
                HealthState.GREEN,
                "Everything received from " + first + " on is kept, what is older is gone");
        while (store.sweep(first) > 0) {
            if (nanoTime.getAsLong() > end) {
                return;
            }
        }
        Instant before = now.minus(IDENTITIES).truncatedTo(ChronoUnit.DAYS);
        while (nanoTime.getAsLong() < end && store.trimIdentities(before, PAGES)) {
            LOG.debug("Identities of events that are gone are removed");
        }
    }

    /// Why the clock is not to be trusted, null when it is.
    private @Nullable String doubt(Instant now) {
        long nanos = nanoTime.getAsLong();
        Duration jumped = Duration.between(lastClock, now).minusNanos(nanos - lastNanos);
        lastClock = now;
        lastNanos = nanos;
        if (jumped.abs().compareTo(JUMP) > 0) {
            held = true;
            heldUntilNanos = nanos + HOLD.toNanos();
            LOG.warn("This machine's clock jumped by {}: nothing is dropped for {}", jumped, HOLD);
        }
        held = held && nanos - heldUntilNanos < 0;
        if (held) {
            return "This machine's clock jumped by more than an hour";
        }
        Duration apart = Duration.between(store.clock(), now);
        return apart.abs().compareTo(JUMP) > 0
                ? "This machine's clock and the database's are " + apart.abs().toHours() + " h apart"
                : null;
    }

    public Check check() {
        return check;
    }
}
