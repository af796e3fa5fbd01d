package dev.sluice.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.access.AccessRole;
import dev.sluice.model.access.KeyRate;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.store.AccessSnapshot;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyringTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final String ADMIN = "the-admin-token-0123";

    private final Keyring keyring = Keys.keyring(ADMIN, InstantSource.fixed(NOW));
    private final String token = Keys.token();

    private KeyGrant grant() {
        return assertInstanceOf(
                        Principal.Producer.class, keyring.principal(token).orElseThrow())
                .grant();
    }

    @Test
    void knowsTheAdminAndEveryKeyOfTheSnapshot() {
        keyring.replace(Keys.snapshot(Keys.record(token)));
        assertEquals("admin", keyring.principal(ADMIN).orElseThrow().name());
        assertEquals("test", grant().name());
    }

    @Test
    void knowsNobodyByAnIdAlone() {
        keyring.replace(Keys.snapshot(Keys.record(token)));
        assertNotEquals(token, Keys.token());
        assertTrue(keyring.principal(Keys.token()).isEmpty());
        assertTrue(keyring.principal("sluice_" + Keys.ID).isEmpty());
        assertTrue(keyring.principal("").isEmpty());
    }

    @Test
    void forgetsAKeyThatTheNextSnapshotLacks() {
        keyring.replace(Keys.snapshot(Keys.record(token)));
        keyring.replace(Keys.snapshot());
        assertTrue(keyring.principal(token).isEmpty());
    }

    @Test
    void endsAKeyWhenItsTimeIsOver() {
        keyring.replace(Keys.snapshot(Keys.record(token, List.of("*"), null, NOW.plusMillis(1))));
        assertTrue(keyring.principal(token).isPresent());
        keyring.replace(Keys.snapshot(Keys.record(token, List.of("*"), null, NOW)));
        assertTrue(keyring.principal(token).isEmpty());
    }

    @Test
    void doesNotCallAKeyWrongBeforeItKnowsTheKeys() {
        assertFalse(keyring.known());
        PipelineException e = assertThrows(PipelineException.class, () -> keyring.principal(token));
        assertEquals(ErrorCode.DATABASE_UNAVAILABLE, e.code());
        assertTrue(keyring.principal("no-key-at-all").isEmpty());
        assertTrue(keyring.principal(ADMIN).isPresent());
    }

    @Test
    void keepsWhatIsLeftOfARateWhenTheKeysAreReadAgain() {
        KeyRate rate = new KeyRate(1, 3);
        keyring.replace(Keys.snapshot(Keys.record(token, List.of("*"), rate, null)));
        assertTrue(grant().bucket().take(3).isZero());
        keyring.replace(Keys.snapshot(Keys.record(token, List.of("/other"), rate, null)));
        assertFalse(grant().bucket().untilOpen().isZero());
        keyring.replace(Keys.snapshot(Keys.record(token, List.of("*"), new KeyRate(1, 4), null)));
        assertTrue(grant().bucket().untilOpen().isZero());
    }

    @Test
    void holdsAKeyToItsSources() {
        keyring.replace(Keys.snapshot(Keys.record(token, List.of("/shop/*", "/till"), null, null)));
        assertTrue(grant().maySend("/shop/berlin"));
        assertTrue(grant().maySend("/till"));
        assertFalse(grant().maySend("/till/2"));
        assertFalse(grant().maySend("/SHOP/berlin"));
    }

    @Test
    void knowsPeopleAndScriptsByTheirRoleAndTellsThemApart() {
        String script = Keys.token("00000000000000aa");
        String session = Keys.token("00000000000000bb");
        keyring.replace(new AccessSnapshot(
                List.of(Keys.script("00000000000000aa", script, AccessRole.VIEWER, NOW.plusSeconds(1))),
                List.of(Keys.session("00000000000000bb", session, AccessRole.ADMIN, NOW.plusSeconds(1), NOW)),
                true));
        assertEquals(
                "token:00000000000000aa",
                keyring.principal(script).orElseThrow().name());
        Principal person = keyring.principal(session).orElseThrow();
        assertEquals("person-admin", person.name());
        assertEquals(AccessRole.ADMIN, person.role());
        assertEquals(Map.of("00000000000000aa", NOW), keyring.takeUses());
        assertEquals(Map.of("00000000000000bb", NOW), keyring.takeSessionUses());

        keyring.replace(new AccessSnapshot(
                List.of(),
                List.of(Keys.session("00000000000000bb", session, AccessRole.VIEWER, NOW.plusSeconds(1), NOW)),
                false));
        assertTrue(keyring.principal(script).isEmpty(), "a revoked one");
        assertEquals(
                AccessRole.VIEWER,
                keyring.renewed(person).orElseThrow().role(),
                "who came in as admin is one no longer");
        keyring.replace(Keys.snapshot());
        assertTrue(keyring.renewed(person).isEmpty());
    }

    @Test
    void endsASessionThatRests() {
        String session = Keys.token("00000000000000bb");
        Instant later = NOW.plusSeconds(9_000);
        keyring.replace(new AccessSnapshot(
                List.of(),
                List.of(Keys.session("00000000000000bb", session, AccessRole.VIEWER, later, NOW.minusSeconds(3_600))),
                false));
        assertTrue(keyring.principal(session).isEmpty());
        keyring.replace(new AccessSnapshot(
                List.of(),
                List.of(Keys.session("00000000000000bb", session, AccessRole.VIEWER, later, NOW.minusSeconds(3_599))),
                false));
        assertTrue(keyring.principal(session).isPresent(), "used on another instance meanwhile");
    }

    @Test
    void tellsEachUseOnce() {
        keyring.replace(Keys.snapshot(Keys.record(token)));
        keyring.principal(token);
        assertEquals(Map.of(Keys.ID, NOW), keyring.takeUses());
        assertEquals(Map.of(), keyring.takeUses());
    }
}
