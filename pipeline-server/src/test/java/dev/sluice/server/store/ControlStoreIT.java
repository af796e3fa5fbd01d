package dev.sluice.server.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.audit.AuditPage;
import dev.sluice.model.audit.AuditQuery;
import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlStoreIT {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private static TestDatabase server;
    private static Database database;
    private static ControlStore control;
    private static DefinitionStore definitions;

    @BeforeAll
    static void open() {
        server = TestDatabase.create();
        database = new Database(server.settings());
        control = new ControlStore(database);
        definitions = new DefinitionStore(database);
        database.open();
    }

    @AfterAll
    static void close() {
        control.close();
        database.close();
        server.close();
    }

    @Test
    void keepsDefinitionsInOrderWithTheDefaultLast() {
        define("payments", List.of("payment.*", "refund.*"), 20, null);
        define("orders", List.of("order"), 10, null);
        define("orders", List.of("order.*"), 10, 5_000_000L);
        assertEquals(
                List.of(
                        "orders [order.*] 10 5000000",
                        "payments [payment.*, refund.*] 20 null",
                        "default [*] 2147483647 null"),
                control.definitions().stream()
                        .map(d -> d.name() + " " + d.patterns() + " " + d.position() + " " + d.maxBytes())
                        .toList());
        PipelineException e = assertThrows(PipelineException.class, () -> define("default", List.of("a"), 0, null));
        assertEquals(ErrorCode.CONFLICT, e.code());
    }

    @Test
    void countsEveryChangeOfTheDefinitions() {
        long before = generation("default");
        define("counted", List.of("counted"), 30, null);
        assertEquals(before + 1, generation("default"));
        assertEquals(before + 1, generation("counted"));
        QueueDefinition seen = definition("counted");
        assertTrue(definitions.move(seen, QueueDefinition.Status.RETIRING, null));
        assertFalse(definitions.move(seen, QueueDefinition.Status.RETIRING, null));
        assertEquals(before + 2, generation("default"));
        PipelineException refused =
                assertThrows(PipelineException.class, () -> define("counted", List.of("other"), 30, null));
        assertEquals(ErrorCode.CONFLICT, refused.code());
        assertFalse(definitions.remove(
                seen,
                () -> {
                    throw new AssertionError("the caller saw an older form of it");
                },
                record("remove-queue")));
        assertTrue(definitions.remove(definition("counted"), () -> {}, record("remove-queue")));
        assertEquals(before + 3, generation("default"));
        assertTrue(definitions.adopt("counted"));
        assertFalse(definitions.adopt("counted"));
        assertEquals(List.of(), definition("counted").patterns());
        assertTrue(definitions.remove(definition("counted"), () -> {}, record("remove-queue")));
    }

    private static void define(String name, List<String> patterns, int position, @Nullable Long maxBytes) {
        definitions.define(
                name,
                (present, all) ->
                        new QueueDefinition(name, patterns, position, maxBytes, QueueDefinition.Status.ACTIVE, 0),
                (before, after) -> record("define-queue"));
    }

    private static QueueDefinition definition(String name) {
        return control.definitions().stream()
                .filter(d -> d.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static long generation(String name) {
        return definition(name).generation();
    }

    @Test
    void keepsAPauseUntilItIsResumed() {
        PauseRecord pause = new PauseRecord("q", "why", "me", NOW, NOW.plusSeconds(60));
        control.pause(pause, record("pause"));
        PauseRecord longer = new PauseRecord("q", "why", "me", NOW, null);
        control.pause(longer, record("pause"));
        assertEquals(List.of(longer), control.pauses());
        assertTrue(control.resume("q", record("resume")));
        assertFalse(control.resume("q", record("resume")));
        assertEquals(List.of(), control.pauses());
        assertEquals(
                List.of("resume", "pause", "pause"),
                acts(AuditQuery.ALL).subList(0, 3),
                "a record for each that did something");
    }

    @Test
    void pagesTheAuditNewestFirst() {
        for (int i = 0; i < 5; i++) {
            control.audit(record("act" + i));
        }
        AuditPage first = control.audits(AuditQuery.ALL, 3, null);
        assertEquals(List.of(record("act4"), record("act3"), record("act2")), first.items());
        AuditPage second = control.audits(AuditQuery.ALL, 3, first.next());
        assertEquals(List.of(record("act1"), record("act0")), second.items());
        assertNull(second.next());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!", "'", "zzzzzzzzzzzzzzzzzzz"})
    void refusesAnAuditCursorThatIsNotOurs(String cursor) {
        PipelineException e = assertThrows(PipelineException.class, () -> control.audits(AuditQuery.ALL, 3, cursor));
        assertEquals(ErrorCode.INVALID_CURSOR, e.code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit set who = 'x'",
                "delete from audit",
                "truncate audit",
                "drop table audit",
                "update signing_key set value = ''",
                "alter table audit add x int"
            })
    void letsThePlainRoleNotTouchTheAudit(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        server.url(),
                        server.settings().user(),
                        server.settings().password());
                Statement statement = connection.createStatement()) {
            SQLException e = assertThrows(SQLException.class, () -> statement.execute(sql));
            assertEquals("42501", e.getSQLState());
        }
    }

    @Test
    void findsAuditRecordsByWordActTargetAndTime() {
        control.audit(new AuditRecord(NOW, "ops", "pause", "queue:orders", "50% load", "done", null, null, null));
        control.audit(
                new AuditRecord(NOW.plusSeconds(60), "ops", "resume", "queue:orders", null, "done", null, null, null));
        control.audit(new AuditRecord(
                NOW.plusSeconds(120), "eve", "purge", "queue:clicks", "500 load", "denied", null, null, null));
        assertEquals(List.of("purge", "pause"), acts(new AuditQuery("LOAD", null, null, null, null, null)));
        assertEquals(List.of("pause"), acts(new AuditQuery("50% l", null, null, null, null, null)));
        assertEquals(List.of("resume", "pause"), acts(new AuditQuery(null, "ops", null, null, null, null)));
        assertEquals(List.of("resume"), acts(new AuditQuery(null, "ops", "resume", "queue:orders", null, null)));
        assertEquals(
                List.of("resume"),
                acts(new AuditQuery(null, null, null, null, NOW.plusSeconds(60), NOW.plusSeconds(120))));
    }

    private static List<String> acts(AuditQuery query) {
        return control.audits(query, 100, null).items().stream()
                .map(AuditRecord::act)
                .toList();
    }

    @Test
    void refusesATextTheDatabaseCannotKeep() {
        PipelineException e = assertThrows(
                PipelineException.class,
                () -> control.pause(new PauseRecord("q", "nul \0", "me", NOW, null), record("pause")));
        assertEquals(ErrorCode.MALFORMED_REQUEST, e.code());
    }

    private static AuditRecord record(String act) {
        return new AuditRecord(NOW, "me", act, "queue:q", null, "done", "::1", "a", "b");
    }
}
