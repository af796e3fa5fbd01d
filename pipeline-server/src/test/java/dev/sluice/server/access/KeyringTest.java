package dev.sluice.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.access.KeyRate;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
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
    void tellsEachUseOnce() {
        keyring.replace(Keys.snapshot(Keys.record(token)));
        keyring.principal(token);
        assertEquals(Map.of(Keys.ID, NOW), keyring.takeUses());
        assertEquals(Map.of(), keyring.takeUses());
    }
}
