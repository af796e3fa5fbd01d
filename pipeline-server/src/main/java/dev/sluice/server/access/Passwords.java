package dev.sluice.server.access;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Hashes passwords with Argon2id, in the text form that other programs use too: parameters, salt and hash in one. Each
/// hash takes 19 MiB and about a tenth of a second on purpose, so only two are made at a time. Thread-safe.
public final class Passwords {
    static final int AT_A_TIME = 2;
    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final int MEMORY_KIB = 19 << 10;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int MOST_MEMORY_KIB = 256 << 10;
    private static final Pattern FORM = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    private final SecureRandom random = new SecureRandom();
    private final Semaphore places = new Semaphore(AT_A_TIME, true);
    /// of a password nobody has: checked in the place of one that is not there, so that both take the same time
    private final String nobodys;

    public Passwords() {
        nobodys = text(MEMORY_KIB, PASSES, LANES, bytes(SALT_BYTES), bytes(HASH_BYTES));
    }

    /// @throws PipelineException `overloaded` when no place is free in time
    public String hash(String password) {
        byte[] salt = bytes(SALT_BYTES);
        return text(MEMORY_KIB, PASSES, LANES, salt, derive(password, salt, MEMORY_KIB, PASSES, LANES, HASH_BYTES));
    }

    /// Takes the same time whether or not there is a hash.
    ///
    /// @param hash empty: there is none, and the answer is false
    /// @throws PipelineException `overloaded` when no place is free in time
    public boolean matches(String password, String hash) {
        Matcher form = FORM.matcher(hash.isEmpty() ? nobodys : hash);
        if (!form.matches()) {
            throw new PipelineException(ErrorCode.INTERNAL, "A password's hash is not of the form it is kept in.");
        }
        byte[] expected = Base64.getDecoder().decode(form.group(5));
        int memory = Math.min(MOST_MEMORY_KIB, Integer.parseInt(form.group(1)));
        byte[] actual = derive(
                password,
                Base64.getDecoder().decode(form.group(4)),
                memory,
                Integer.parseInt(form.group(2)),
                Integer.parseInt(form.group(3)),
                expected.length);
        return MessageDigest.isEqual(expected, actual) && !hash.isEmpty();
    }

    /// true: it was made with other parameters than those in use now
    public boolean outdated(String hash) {
        return !hash.startsWith("$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES + "$");
    }

    private byte[] derive(String password, byte[] salt, int memory, int passes, int lanes, int length) {
        try {
            if (!places.tryAcquire(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new PipelineException(
                        ErrorCode.OVERLOADED, "More passwords wait to be checked than can be; try again in a moment.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PipelineException(ErrorCode.SHUTTING_DOWN, "The check was interrupted.", e);
        }
        try {
            Argon2BytesGenerator argon = new Argon2BytesGenerator();
            argon.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(memory)
                    .withIterations(passes)
                    .withParallelism(lanes)
                    .withSalt(salt)
                    .build());
            byte[] hash = new byte[length];
            argon.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
            return hash;
        } finally {
            places.release();
        }
    }

    private static String text(int memory, int passes, int lanes, byte[] salt, byte[] hash) {
        Base64.Encoder encoder = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + memory + ",t=" + passes + ",p=" + lanes + "$" + encoder.encodeToString(salt) + "$"
                + encoder.encodeToString(hash);
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
