package dev.sluice.server.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The form of a key's token: `sluice_<id>_<secret>`, the id of 16 and the secret of 48 hexadecimal digits. A secret of
/// 192 random bits cannot be guessed, so one round of SHA-256 keeps it as well as a slow hash would, and costs a
/// request less than a microsecond.
public final class KeyTokens {
    private static final Pattern FORM = Pattern.compile("sluice_([0-9a-f]{16})_[0-9a-f]{48}");
    private static final int ID_BYTES = 8;
    private static final int SECRET_BYTES = 24;

    private final SecureRandom random = new SecureRandom();

    public String newId() {
        return HexFormat.of().formatHex(bytes(ID_BYTES));
    }

    public String newToken(String id) {
        return "sluice_" + id + "_" + HexFormat.of().formatHex(bytes(SECRET_BYTES));
    }

    /// The key's id in a token of that form, else null.
    static @Nullable String idOf(String token) {
        Matcher matcher = FORM.matcher(token);
        return matcher.matches() ? matcher.group(1) : null;
    }

    public static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
