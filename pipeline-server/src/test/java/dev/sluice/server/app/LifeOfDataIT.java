package dev.sluice.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.audit.AuditPage;
import dev.sluice.model.storage.StorageState;
import dev.sluice.server.testkit.Eventually;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a running server does with data that grows old, and what it tells of the room it takes.
class LifeOfDataIT {
    private static final LocalDate OLD = LocalDate.now(ZoneOffset.UTC).minusDays(5);

    private final TestServers servers = new TestServers();
    private SluiceServer server;
    private KeyClient client;

    @BeforeEach
    void start() throws IOException {
        server = SluiceServer.start(servers.config(Map.of("SLUICE_RETENTION", "2d")));
        client = new KeyClient(server.url());
        Eventually.eventually(RunningPipeline.DEADLINE, server::ready, "the server is ready");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        servers.close();
    }

    private StorageState storage() {
        return KeyClient.read(client.admin("GET", "/v1/storage", ""), StorageState.class);
    }

    @Test
    void dropsOldDaysByItselfAndTellsFromWhenOnAllIsKept() {
        String day = OLD.format(DateTimeFormatter.BASIC_ISO_DATE);
        for (String table : new String[] {"event", "event_block"}) {
            servers.database()
                    .execute("create table " + table + "_" + day + " partition of " + table + " for values from ('"
                            + OLD + " 00:00Z') to ('" + OLD.plusDays(1) + " 00:00Z')");
        }
        Eventually.eventually(
                RunningPipeline.DEADLINE,
                () -> servers.database().value("select to_regclass('event_" + day + "') is null"),
                "t"::equals,
                "the day is dropped");
        AuditPage audit = KeyClient.read(client.admin("GET", "/v1/audit", ""), AuditPage.class);
        assertTrue(
                audit.items().stream()
                        .anyMatch(act -> act.act().equals("drop-day")
                                && act.target().equals("events:" + OLD)
                                && act.who().equals("sluice")),
                audit::toString);
        StorageState told = Eventually.eventually(
                RunningPipeline.DEADLINE, this::storage, s -> s.keptFrom() != null, "it tells what is kept");
        assertEquals(
                OLD.plusDays(3).atStartOfDay().toInstant(ZoneOffset.UTC),
                told.keptFrom(),
                "two days and what there is of today");
    }

    @Test
    void tellsTheRoomItTakes() {
        StorageState told = Eventually.eventually(
                RunningPipeline.DEADLINE, this::storage, s -> s.places().size() == 2, "both places are known");
        StorageState.Place home = told.place(StorageState.HOME).orElseThrow();
        assertEquals(10L << 30, home.budgetBytes());
        assertNotNull(home.freeBytes());
        assertTrue(told.place(StorageState.DATABASE).orElseThrow().usedBytes() > 1 << 20);
        assertNull(told.fullSeconds(), "too early to tell");
        assertEquals(2 * 86_400L, told.keepSeconds());
        String metrics = client.admin("GET", "/metrics", "").body();
        assertTrue(metrics.contains("sluice_database_bytes"), metrics);
        assertTrue(metrics.contains("sluice_storage_full_seconds NaN"), metrics);
    }
}
