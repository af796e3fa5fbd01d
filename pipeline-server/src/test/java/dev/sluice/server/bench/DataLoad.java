package dev.sluice.server.bench;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.event.Event;
import dev.sluice.server.frame.FrameId;
import dev.sluice.server.store.Database;
import dev.sluice.server.store.FrameStore;
import dev.sluice.server.store.FrameToStore;
import dev.sluice.server.store.PastPartitions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Stores a data set as the server's two consumers store what comes from a queue, so that rows, terms and blocks are
/// those of production, and leaves the tables as autovacuum would have by then.
final class DataLoad {
    private static final int WRITERS = 2;
    private static final int TRANSACTION_FRAMES = 40;
    private static final int TRIES = 10;
    private static final int SAY_EVERY = 1_000_000;
    private static final List<FrameToStore> END = List.of();

    /// Its pools say that they begin and end; kept, because a logger that nobody holds forgets its level.
    private static final Logger POOLS = Logger.getLogger("com.zaxxer.hikari");

    private final Servers servers;
    private final Connection admin;
    private long incarnation;

    /// @param admin PostgreSQL's superuser on the server's database
    DataLoad(Servers servers, Connection admin) {
        this.servers = servers;
        this.admin = admin;
        POOLS.setLevel(Level.WARNING);
    }

    void store(DataSet data) throws SQLException, InterruptedException {
        PastPartitions.make(
                servers.store(),
                day(data.timeline().start()),
                day(data.timeline().end()));
        write(data);
        forgetFrames();
    }

    /// When all is stored.
    void finish() throws SQLException {
        Output.say("vacuuming");
        StoredTable.execute(admin, "vacuum (analyze) event, event_block, event_identity");
        StoredTable.execute(admin, "checkpoint");
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    private void write(DataSet data) throws InterruptedException {
        incarnation = new SecureRandom().nextLong(Long.MAX_VALUE);
        BlockingQueue<List<FrameToStore>> queue = new ArrayBlockingQueue<>(WRITERS);
        try (Database database = new Database(servers.store());
                ExecutorService executor = Executors.newFixedThreadPool(WRITERS)) {
            FrameStore store = new FrameStore(database);
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                writers.add(executor.submit(() -> {
                    for (List<FrameToStore> frames = queue.take(); frames != END; frames = queue.take()) {
                        append(store, frames);
                    }
                    return null;
                }));
            }
            try {
                long began = System.nanoTime();
                long events = 0;
                while (data.hasNext()) {
                    List<FrameToStore> frames = frames(data, events);
                    offer(queue, frames, writers);
                    long before = events;
                    events += (long) frames.size() * DataSet.FRAME;
                    if (events / SAY_EVERY > before / SAY_EVERY) {
                        double seconds = (System.nanoTime() - began) / 1e9;
                        Output.say("%,d events stored, %,.0f/s".formatted(events, events / seconds));
                    }
                }
                for (int i = 0; i < WRITERS; i++) {
                    offer(queue, END, writers);
                }
                for (Future<?> writer : writers) {
                    writer.get();
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("the events could not be stored: " + e.getCause(), e);
            } finally {
                executor.shutdownNow();
            }
        }
    }

    /// Insists as the server's consumers do: what took longer than a statement may is stored at another try.
    private static void append(FrameStore store, List<FrameToStore> frames) {
        for (int attempt = 1; ; attempt++) {
            try {
                store.append(frames);
                return;
            } catch (PipelineException e) {
                if (e.code() != ErrorCode.DATABASE_UNAVAILABLE || attempt == TRIES) {
                    throw e;
                }
                Output.say("a transaction is tried again: " + e.getMessage());
            }
        }
    }

    /// Waits for room, unless a writer ended.
    private static void offer(
            BlockingQueue<List<FrameToStore>> queue, List<FrameToStore> frames, List<Future<?>> writers)
            throws InterruptedException, ExecutionException {
        while (!queue.offer(frames, 1, TimeUnit.SECONDS)) {
            for (Future<?> writer : writers) {
                if (writer.isDone()) {
                    writer.get();
                }
            }
        }
    }

    private List<FrameToStore> frames(DataSet data, long first) {
        List<FrameToStore> frames = new ArrayList<>(TRANSACTION_FRAMES);
        while (frames.size() < TRANSACTION_FRAMES && data.hasNext()) {
            FrameId id = new FrameId(incarnation, first + (long) frames.size() * DataSet.FRAME);
            DataSet.Frame frame = data.next();
            List<Event> events = frame.events();
            frames.add(new FrameToStore(id, "default", frame.receivedAt(), events.size(), events, List.of()));
        }
        return frames;
    }

    /// Nobody sent them, so the ledger must not look for them.
    private void forgetFrames() throws SQLException {
        StoredTable.execute(admin, "delete from frame_outcome where incarnation = " + incarnation);
        StoredTable.execute(admin, "delete from incarnation where id = " + incarnation);
    }
}
