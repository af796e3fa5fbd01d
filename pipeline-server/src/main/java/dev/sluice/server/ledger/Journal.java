package dev.sluice.server.ledger;

import dev.sluice.model.error.PipelineException;
import dev.sluice.server.queue.IncarnationLog;
import dev.sluice.server.store.IncarnationMarks;
import dev.sluice.server.store.JournalStore;
import dev.sluice.server.store.OrdinalRange;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/// Writes what the broker confirmed into the database, some times a second. While the database is away the logs keep
/// it, as ranges. Thread-safe.
public final class Journal {
    private final JournalStore store;
    private final UUID instance;
    private final List<IncarnationLog> logs = new CopyOnWriteArrayList<>();
    private final ReentrantLock writing = new ReentrantLock();

    public Journal(JournalStore store, UUID instance) {
        this.store = store;
        this.instance = instance;
    }

    public void add(IncarnationLog log) {
        logs.add(log);
    }

    /// @throws PipelineException `database-unavailable`; nothing is forgotten
    public void flush() {
        writing.lock();
        try {
            List<IncarnationLog> changed =
                    logs.stream().filter(IncarnationLog::changed).toList();
            if (changed.isEmpty()) {
                return;
            }
            List<IncarnationLog.Marks> taken =
                    changed.stream().map(IncarnationLog::take).toList();
            boolean written = false;
            try {
                store.record(taken.stream().map(this::toStore).toList());
                written = true;
            } finally {
                for (int i = 0; i < taken.size(); i++) {
                    if (!written) {
                        changed.get(i).restore(taken.get(i));
                    } else if (taken.get(i).closed()) {
                        logs.remove(changed.get(i));
                    }
                }
            }
        } finally {
            writing.unlock();
        }
    }

    private IncarnationMarks toStore(IncarnationLog.Marks marks) {
        return new IncarnationMarks(
                marks.incarnation(),
                marks.queue(),
                instance,
                ranges(marks.confirmed()),
                ranges(marks.refused()),
                ranges(marks.unknown()),
                marks.confirmedFrames(),
                marks.resolvedUpto(),
                marks.closed());
    }

    private static List<OrdinalRange> ranges(List<long[]> pairs) {
        List<OrdinalRange> ranges = new ArrayList<>(pairs.size());
        pairs.forEach(pair -> ranges.add(new OrdinalRange(pair[0], pair[1])));
        return ranges;
    }
}
