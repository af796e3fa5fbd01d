package dev.sluice.console.dashboard;

import dev.sluice.console.widget.ChartBand;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.queue.QueueState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns acts into bands of a chart: a pause lasts until its resume, the others are moments.
final class Acts {
    private static final String QUEUE = "queue:";

    private Acts() {}

    /// @param acts in any order
    /// @param queues as they are now; a queue that is paused by an act no longer listed still gets its band
    /// @param brief labels of one or two words, for small charts
    static List<ChartBand> bands(List<AuditRecord> acts, List<QueueState> queues, boolean brief) {
        Map<String, QueueState> byName = new HashMap<>();
        queues.forEach(queue -> byName.put(queue.name(), queue));
        Map<String, Pause> open = new HashMap<>();
        List<ChartBand> bands = new ArrayList<>();
        for (AuditRecord act :
                acts.stream().sorted(Comparator.comparing(AuditRecord::at)).toList()) {
            if (!act.target().startsWith(QUEUE)
                    || act.outcome().startsWith("denied")
                    || act.outcome().startsWith("failed")) {
                continue;
            }
            String queue = act.target().substring(QUEUE.length());
            switch (act.act()) {
                case "pause" -> open.putIfAbsent(queue, new Pause(act.at(), act.who(), act.reason()));
                case "resume" -> {
                    Pause pause = open.remove(queue);
                    if (pause != null) {
                        bands.add(pause.band(queue, act.at(), brief));
                    }
                }
                case "purge" ->
                    bands.add(new ChartBand(
                            act.at(), act.at(), Tone.DANGER, brief ? "purged" : queue + " purged by " + act.who()));
                case "throttle" -> bands.add(moment(act, queue, Tone.WARNING, "throttle", brief));
                case "ingest" -> bands.add(moment(act, queue, Tone.WARNING, "ingest", brief));
                case "undo-purge" -> bands.add(moment(act, queue, Tone.ACCENT, "undone", brief));
                case "redrive" -> bands.add(moment(act, queue, Tone.ACCENT, "redriven", brief));
                case "discard" -> bands.add(moment(act, queue, Tone.DANGER, "discarded", brief));
                default -> {}
            }
        }
        for (QueueState queue : queues) {
            QueueState.Pause pause = queue.pause();
            if (pause != null) {
                Pause known = open.getOrDefault(queue.name(), new Pause(pause.since(), pause.by(), pause.reason()));
                bands.add(known.band(queue.name(), null, brief));
            }
        }
        // A pause that ended by itself: only its beginning is known.
        open.forEach((queue, pause) -> {
            QueueState state = byName.get(queue);
            if (state != null && state.pause() == null) {
                bands.add(pause.band(queue, pause.at(), brief));
            }
        });
        bands.sort(Comparator.comparing(ChartBand::from));
        return bands;
    }

    private static ChartBand moment(AuditRecord act, String queue, Tone tone, String word, boolean brief) {
        String after = act.after() == null ? word : act.after();
        return new ChartBand(act.at(), act.at(), tone, brief ? word : queue + ": " + after + ", by " + act.who());
    }

    private record Pause(Instant at, String by, @Nullable String reason) {
        ChartBand band(String queue, @Nullable Instant to, boolean brief) {
            String why = reason == null || reason.isBlank() ? "" : ": \"" + reason + "\"";
            return new ChartBand(at, to, Tone.WARNING, brief ? "paused" : queue + " paused by " + by + why);
        }
    }
}
