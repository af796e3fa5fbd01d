package dev.sluice.console.dashboard;

import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.Times;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.health.HealthReport;
import dev.sluice.model.health.HealthState;
import dev.sluice.model.queue.QueueState;
import dev.sluice.model.storage.StorageState;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The pipeline in words, station by station.
final class Stages {
    private static final String DATABASE = "PostgreSQL";

    private Stages() {}

    /// @param queues those with a closed tap first, else in the order given
    record Pipeline(StageRow ingest, List<StageRow> queues, StageRow store, StageRow database) {
        static final Pipeline NONE = Stages.of(null, null, List.of(), null, null);
    }

    /// @param accepted,stored events a second, null when not known
    static Pipeline of(
            @Nullable Double accepted,
            @Nullable Double stored,
            List<QueueState> queues,
            @Nullable HealthReport health,
            @Nullable StorageState storage) {
        List<StageRow> rows = queues.stream()
                .sorted(Comparator.comparing(Stages::allOpen))
                .map(Stages::queue)
                .toList();
        return new Pipeline(
                new StageRow("Ingest", rate(accepted, "accepted"), tone(health, "broker")),
                rows,
                new StageRow("Store", rate(stored, "stored"), Tone.MUTED),
                database(health, storage));
    }

    /// When the queues are empty: `drains in 2 min`, `growing`, `empty`.
    static String drain(List<QueueState> queues) {
        long events = queues.stream().mapToLong(queue -> queue.depth().events()).sum();
        if (events == 0) {
            return "empty";
        }
        List<QueueState> filled =
                queues.stream().filter(queue -> queue.depth().events() > 0).toList();
        if (filled.stream().anyMatch(queue -> queue.pause() == null && queue.drainSeconds() == null)) {
            return "growing";
        }
        double longest = 0;
        for (QueueState queue : filled) {
            Double seconds = queue.drainSeconds();
            if (queue.pause() != null || seconds == null) {
                return "paused";
            }
            longest = Math.max(longest, seconds);
        }
        return "drains in " + Times.spanOfSeconds(longest);
    }

    private static boolean allOpen(QueueState queue) {
        return queue.pause() == null
                && queue.throttle() == null
                && queue.ingest().open();
    }

    private static StageRow queue(QueueState queue) {
        QueueState.Pause pause = queue.pause();
        if (pause != null) {
            String until = pause.until() == null ? "" : " · till " + Times.minute(pause.until());
            return new StageRow(queue.name(), pause.state() + until, Tone.WARNING);
        }
        QueueState.Ingest ingest = queue.ingest();
        if (!ingest.open()) {
            String word = ingest.state().equals(QueueState.Ingest.HOLD) ? "holds" : "refuses";
            String until = ingest.until() == null ? "" : " · till " + Times.minute(ingest.until());
            return new StageRow(queue.name(), word + " new events" + until, Tone.WARNING);
        }
        QueueState.Throttle throttle = queue.throttle();
        if (throttle != null) {
            return new StageRow(
                    queue.name(),
                    "≤ " + Numbers.measured(throttle.rate()) + "/s · till " + Times.minute(throttle.until()),
                    Tone.WARNING);
        }
        long events = queue.depth().events();
        if (events == 0) {
            return new StageRow(queue.name(), "empty", Tone.MUTED);
        }
        Double seconds = queue.drainSeconds();
        String drains = seconds == null ? "growing" : "drains in " + Times.spanOfSeconds(seconds);
        return new StageRow(queue.name(), Numbers.grouped(events) + " ev · " + drains, Tone.MUTED);
    }

    private static String rate(@Nullable Double perSecond, String word) {
        return perSecond == null ? Numbers.NONE : Numbers.measured(perSecond) + "/s " + word;
    }

    /// Its trouble, else the room it takes.
    private static StageRow database(@Nullable HealthReport health, @Nullable StorageState storage) {
        HealthReport.Check check = find(health, "database").orElse(null);
        if (check != null && check.state() != HealthState.GREEN) {
            return new StageRow(DATABASE, check.detail(), tone(check.state()));
        }
        if (storage != null) {
            StorageState.Place place = Room.shown(storage);
            if (place != null) {
                return new StageRow(DATABASE, Room.text(place), Room.tone(place));
            }
        }
        return new StageRow(DATABASE, check == null ? Numbers.NONE : "well", Tone.MUTED);
    }

    private static Tone tone(@Nullable HealthReport health, String name) {
        return find(health, name).map(check -> tone(check.state())).orElse(Tone.MUTED);
    }

    private static Tone tone(HealthState state) {
        return switch (state) {
            case GREEN -> Tone.MUTED;
            case AMBER -> Tone.WARNING;
            case RED -> Tone.DANGER;
        };
    }

    private static Optional<HealthReport.Check> find(@Nullable HealthReport health, String name) {
        return health == null
                ? Optional.empty()
                : health.checks().stream()
                        .filter(check -> check.name().equals(name))
                        .findFirst();
    }
}
