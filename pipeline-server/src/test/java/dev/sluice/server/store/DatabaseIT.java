package dev.sluice.server.store;

import static dev.sluice.server.store.StoreEvents.events;
import static dev.sluice.server.store.StoreEvents.frame;
import static dev.sluice.server.testkit.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseIT {
    private TestDatabase server;

    @BeforeEach
    void create() {
        server = TestDatabase.create();
    }

    @AfterEach
    void drop() {
        server.close();
    }

    @Test
    void letsSeveralStartersMigrateAtOnce() throws Exception {
        List<Callable<Boolean>> starters = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            starters.add(() -> {
                try (Database database = new Database(server.settings())) {
                    database.open();
                    database.open();
                    return database.available();
                }
            });
        }
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> started : executor.invokeAll(starters)) {
                assertTrue(started.get());
            }
        }
        assertEquals(1, server.number("select count(*) from signing_key"));
        assertEquals(1, server.number("select count(*) from flyway_schema_history where version = '1'"));
        assertEquals(9, server.number("select count(*) - 1 from pg_inherits where inhparent = 'event'::regclass"));
    }

    @Test
    void refusesADatabaseThatForgetsCommitsUnlessToldOtherwise() {
        server.execute("alter role " + server.plainUser() + " set synchronous_commit = off");
        DatabaseSettings settings = server.settings();
        try (Database database = new Database(settings)) {
            PipelineException e = assertThrows(PipelineException.class, database::open);
            assertEquals(ErrorCode.INTERNAL, e.code());
            assertTrue(e.getMessage().contains("synchronous_commit is off"), e.getMessage());
            assertFalse(database.available());
        }
        try (Database database = new Database(unsafe(settings))) {
            database.open();
            assertTrue(database.available());
        }
    }

    @Test
    void opensLaterWhenTheDatabaseIsNotThereYet() {
        DatabaseSettings settings = withUrl(server.settings(), server.url() + "_later");
        try (Database database = new Database(settings)) {
            FrameStore store = new FrameStore(database);
            PipelineException e = assertThrows(PipelineException.class, database::open);
            assertEquals(ErrorCode.DATABASE_UNAVAILABLE, e.code());
            assertThrows(PipelineException.class, () -> store.append(List.of(frame(1, 0, events("/s", 0, 1)))));
            server.execute("create database " + server.plainUser() + "_later");
            database.open();
            assertEquals(
                    1,
                    store.append(List.of(frame(1, 0, events("/s", 0, 1))))
                            .getFirst()
                            .stored());
        } finally {
            server.execute("drop database if exists " + server.plainUser() + "_later with (force)");
        }
    }

    @Test
    void worksWithOneUserAndSaysThatTheAuditIsNotProtected() {
        DatabaseSettings settings =
                DatabaseSettings.of(server.url(), TestDatabase.ownerUser(), TestDatabase.ownerPassword(), "", "");
        try (Database database = new Database(settings)) {
            database.open();
            assertFalse(database.auditProtected());
            assertEquals(
                    1,
                    new FrameStore(database)
                            .append(List.of(frame(1, 0, events("/s", 0, 1))))
                            .getFirst()
                            .stored());
        }
    }

    @Test
    void movesRowsOutOfTheDefaultPartitionWhenTheirDayIsMade() throws SQLException {
        try (Database database = new Database(server.settings())) {
            database.open();
            LocalDate day = LocalDate.now(ZoneOffset.UTC).plusDays(100);
            FrameStore store = new FrameStore(database);
            store.append(List.of(
                    frame(1, 0, day.atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC), events("/s", 0, 3)),
                    frame(1, 3, day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC), events("/s", 3, 5))));
            assertEquals(5, server.number("select count(*) from event_default"));
            for (int run = 0; run < 2; run++) {
                try (Connection owner = server.connect()) {
                    owner.setAutoCommit(false);
                    Partitions.ensure(owner, day);
                    owner.commit();
                }
            }
            assertEquals(2, server.number("select count(*) from event_default"));
            assertEquals(5, server.number("select count(*) from event"));
            assertEquals(
                    2,
                    store.append(List.of(frame(1, 5, events("/s", 1, 3))))
                            .getFirst()
                            .duplicate());
        }
    }

    @Test
    void storesEverythingOnceWhileItsSessionsAreKilled() throws Exception {
        int frames = 80;
        AtomicBoolean done = new AtomicBoolean();
        try (Database database = new Database(server.settings());
                ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            database.open();
            FrameStore store = new FrameStore(database);
            Future<?> killer = executor.submit(() -> {
                while (!done.get()) {
                    server.value("select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = '"
                            + server.plainUser() + "'");
                    LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
                }
            });
            try {
                for (int i = 0; i < frames; i++) {
                    FrameToStore frame = frame(1, i * 20L, events("/s", i * 20, i * 20 + 20));
                    eventually(
                            Duration.ofSeconds(20), () -> appended(store, frame), "frame " + frame.id() + " is stored");
                }
            } finally {
                done.set(true);
                killer.get();
            }
            eventually(Duration.ofSeconds(10), database::available, "the database answers again");
        }
        assertEquals(frames * 20L, server.number("select count(*) from event"));
        assertEquals(frames * 20L, server.number("select sum(stored) from frame_outcome"));
        assertEquals(0, server.number("select count(*) from dead_letter"));
    }

    private static boolean appended(FrameStore store, FrameToStore frame) {
        try {
            store.append(List.of(frame));
            return true;
        } catch (PipelineException e) {
            assertEquals(ErrorCode.DATABASE_UNAVAILABLE, e.code());
            return false;
        }
    }

    private static DatabaseSettings unsafe(DatabaseSettings s) {
        return new DatabaseSettings(
                s.url(),
                s.user(),
                s.password(),
                s.ownerUser(),
                s.ownerPassword(),
                true,
                s.statementTimeout(),
                s.writeConnections(),
                s.readConnections(),
                s.connectTimeout());
    }

    private static DatabaseSettings withUrl(DatabaseSettings s, String url) {
        return new DatabaseSettings(
                url,
                s.user(),
                s.password(),
                s.ownerUser(),
                s.ownerPassword(),
                false,
                s.statementTimeout(),
                s.writeConnections(),
                s.readConnections(),
                Duration.ofSeconds(2));
    }
}
