package dev.sluice.server.access;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which passwords are taken: length counts, characters do not; what everybody guesses first is refused, with the
/// digits and signs people put behind it and the digits they write for letters.
public final class PasswordRules {
    public static final int LEAST = 8;
    public static final int MOST = 128;
    /// words that many take in many languages, and those that fit this program
    private static final String WORDS = "common-passwords.txt";
    /// the most common ones of those that leaked somewhere
    private static final String LEAKED = "leaked-passwords.txt";
    private static final Set<String> COMMON =
            Stream.of(WORDS, LEAKED).flatMap(PasswordRules::read).collect(Collectors.toUnmodifiableSet());

    private PasswordRules() {}

    /// @param name of whom it is for
    /// @throws PipelineException `weak-password`
    public static void require(String password, String name) {
        int length = password.codePointCount(0, password.length());
        if (length < LEAST || length > MOST) {
            throw weak(
                    "It has " + length + " characters; " + LEAST + " to " + MOST + " are taken, 15 or more are good.");
        }
        String plain = password.toLowerCase(Locale.ROOT);
        if (plain.chars().distinct().count() <= 2) {
            throw weak("It is one or two characters again and again.");
        }
        String word = plain.replaceAll("^[^\\p{L}]+|[^\\p{L}]+$", "");
        if (COMMON.contains(plain) || COMMON.contains(word) || COMMON.contains(letters(plain))) {
            throw weak("It is one of those that are guessed first; take several words that do not belong together.");
        }
        if (plain.contains(name.toLowerCase(Locale.ROOT)) && length < name.length() + LEAST) {
            throw weak("It is little more than the user's name.");
        }
    }

    private static String letters(String text) {
        String signs = "013457@$!";
        String meant = "oleastasi";
        StringBuilder letters = new StringBuilder();
        text.replaceAll("[0-9!.?*#-]+$", "").chars().forEach(c -> {
            int at = signs.indexOf(c);
            letters.append(at < 0 ? (char) c : meant.charAt(at));
        });
        return letters.toString();
    }

    private static PipelineException weak(String detail) {
        return new PipelineException(ErrorCode.WEAK_PASSWORD, detail);
    }

    /// @return words of a list, in lower case
    static Stream<String> read(String list) {
        try (InputStream in = PasswordRules.class.getResourceAsStream(list)) {
            if (in == null) {
                throw new IllegalStateException("The jar lacks " + list);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> Arrays.stream(line.split(" ")))
                    .filter(word -> !word.isBlank());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
