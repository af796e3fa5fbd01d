package dev.sluice.server.access;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    private final Passwords passwords = new Passwords();

    @Test
    void keepsParametersAndAFreshSaltInTheHash() {
        String one = passwords.hash("correct horse staple");
        String other = passwords.hash("correct horse staple");
        assertTrue(one.matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}"), one);
        assertNotEquals(one, other);
        assertTrue(passwords.matches("correct horse staple", one));
        assertTrue(passwords.matches("correct horse staple", other));
    }

    /// Test vector of the reference implementation (phc-winner-argon2, test.c).
    @Test
    void agreesWithOtherImplementations() {
        assertTrue(passwords.matches(
                "password", "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"));
        assertFalse(passwords.matches(
                "Password", "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"));
    }

    @Test
    void takesAPasswordExactlyAsItIs() {
        String long128 = "ä".repeat(127) + "x";
        for (String password : List.of(" leading and trailing ", "Ünïcödé 密码 🔑🔑", long128, "a\tb\u0000c d e f")) {
            String hash = passwords.hash(password);
            assertTrue(passwords.matches(password, hash));
            assertFalse(passwords.matches(password.strip() + "!", hash));
            assertFalse(passwords.matches(password.substring(0, password.length() - 1), hash));
        }
    }

    @Test
    void neverMatchesWhereThereIsNoHash() {
        assertFalse(passwords.matches("", ""));
        assertFalse(passwords.matches("anything at all", ""));
    }

    @Test
    void knowsAHashOfOtherParameters() {
        assertFalse(passwords.outdated(passwords.hash("correct horse staple")));
        assertTrue(passwords.outdated(
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"));
    }

    @Test
    void checksManyAtOnceWithoutMoreThanTwoAtATime() throws Exception {
        String hash = passwords.hash("correct horse staple");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> all = IntStream.range(0, 8)
                    .mapToObj(i ->
                            threads.submit(() -> passwords.matches(i % 2 == 0 ? "correct horse staple" : "no", hash)))
                    .toList();
            for (int i = 0; i < all.size(); i++) {
                assertTrue(all.get(i).get() == (i % 2 == 0), "try " + i);
            }
        }
    }

    @Test
    void refusesEachOfTheThousandsThatLeakedMostOften() {
        List<String> leaked = PasswordRules.read("leaked-passwords.txt").toList();
        assertTrue(leaked.size() >= 3_000, () -> leaked.size() + " are on the list");
        for (String weak : leaked) {
            assertThrows(PipelineException.class, () -> PasswordRules.require(weak, "anna"), weak);
        }
    }

    @Test
    void refusesWhatIsGuessedFirst() {
        for (String weak : List.of(
                "short",
                "password",
                "Password1",
                "P@ssw0rd!",
                "qwertz123",
                "12345678",
                "aaaaaaaaaaaa",
                "abababababab",
                "letmein2024!",
                "Sommer2025",
                "anna-2024",
                "annaanna",
                "Sluice123",
                "Longbeach99",
                "1qaz2wsx3edc",
                "x".repeat(129))) {
            PipelineException e =
                    assertThrows(PipelineException.class, () -> PasswordRules.require(weak, "anna"), weak);
            assertTrue(e.code() == ErrorCode.WEAK_PASSWORD, weak);
        }
        for (String good : List.of(
                "correct horse battery", "rM7#kq!x", "Der Hund frisst Gras", "密码密码很好用的吗", "blue kettle of 9 frogs")) {
            PasswordRules.require(good, "anna");
        }
    }
}
