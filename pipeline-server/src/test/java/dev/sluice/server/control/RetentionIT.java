package dev.sluice.server.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.event.Event;
import dev.sluice.model.health.HealthState;
import dev.sluice.server.frame.FrameId;
import dev.sluice.server.store.Database;
import dev.sluice.server.store.FrameStore;
import dev.sluice.server.store.FrameToStore;
import dev.sluice.server.store.RetentionStore;
import dev.sluice.server.testkit.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the pulse of retention does over time.
class RetentionIT {
    private final TestDatabase server = TestDatabase.create();
    private final Database database = new Database(server.settings());
    private final List<AuditRecord> told = new ArrayList<>();
    private final AtomicReference<Instant> clock = new AtomicReference<>(Instant.now());
    private final AtomicLong nanos = new AtomicLong();

    @BeforeEach
    void open() {
        database.open();
        String json = "{\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"}";
        Event event = new Event("/s", "1", "t", null, null, json.getBytes(StandardCharsets.UTF_8));
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        new FrameStore(database)
                .append(List.of(
                        new FrameToStore(new FrameId(1, 0), "default", yesterday, 1, List.of(event), List.of())));
    }

    @AfterEach
    void close() {
        database.close();
        server.close();
    }

    private Retention retention(Optional<Duration> keep) {
        return new Retention(new RetentionStore(database), told::add, keep, clock::get, nanos::get);
    }

    private long events() {
        return server.number("select count(*) from event");
    }

    private void pass(Duration time) {
        clock.updateAndGet(now -> now.plus(time));
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void dropsWhatIsTooOldAndTellsOfIt() {
        Retention retention = retention(Optional.of(Duration.ofMinutes(1)));
        retention.step();
        assertEquals(0, events());
        assertEquals(1, told.size());
        assertEquals("drop-day", told.getFirst().act());
        assertEquals(HealthState.GREEN, retention.check().state());
        retention.step();
        assertEquals(1, told.size());
    }

    @Test
    void keepsEverythingWhenItIsOff() {
        Retention retention = retention(Optional.empty());
        retention.step();
        assertEquals(1, events());
        assertTrue(retention.check().detail().contains("SLUICE_RETENTION is off"));
    }

    @Test
    void dropsNothingWhileTheClockCannotBeTrusted() {
        Retention retention = retention(Optional.of(Duration.ofDays(30)));
        retention.step();
        clock.updateAndGet(now -> now.plus(Duration.ofDays(365)));
        retention.step();
        assertEquals(HealthState.AMBER, retention.check().state());
        pass(Duration.ofHours(2));
        retention.step();
        assertTrue(
                retention.check().detail().contains("h apart"),
                retention.check().detail());
        assertEquals(1, events());
        clock.set(Instant.now());
        retention.step();
        assertEquals(HealthState.AMBER, retention.check().state(), "it jumped again");
        pass(Duration.ofMinutes(59));
        retention.step();
        assertEquals(HealthState.AMBER, retention.check().state());
    }

    @Test
    void saysWhenADayCannotBeDroppedForLong() throws SQLException {
        Retention retention = retention(Optional.of(Duration.ofMinutes(1)));
        try (Connection reader = server.connect();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.executeQuery("select count(*) from event").close();
            retention.step();
            assertEquals(HealthState.GREEN, retention.check().state());
            for (int i = 0; i < 2; i++) {
                nanos.addAndGet(Duration.ofMinutes(50).toNanos());
                retention.step();
            }
            assertEquals(HealthState.AMBER, retention.check().state());
            assertTrue(
                    retention.check().detail().contains("a transaction stays open"),
                    retention.check().detail());
            assertEquals(1, events());
        }
        retention.step();
        assertEquals(0, events());
        assertEquals(HealthState.GREEN, retention.check().state());
    }
}
