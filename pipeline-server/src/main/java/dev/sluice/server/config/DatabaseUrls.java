package dev.sluice.server.config;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Says in the JDBC URL how the connection is secured. The driver's own default, `prefer`, takes TLS with whoever
/// answers and plain text from who refuses TLS; here it is either checked whole or plain on purpose.
final class DatabaseUrls {
    private static final String PREFIX = "jdbc:postgresql:";
    private static final String VERIFY = "verify-full";
    private static final String PLAIN = "disable";
    private static final Set<String> LOOPBACK = Set.of("", "localhost", "127.0.0.1", "[::1]");

    /// What would do.
    static final String ALLOWED =
            "sslmode=verify-full, or sslmode=disable for plain text, and none of the driver's other TLS options but"
                    + " sslrootcert: every other mode takes anybody for the database";

    private DatabaseUrls() {}

    /// @param url begins with `jdbc:postgresql:`
    /// @param authorities PEM file, empty: those of Java
    /// @return with `sslmode`; empty when the URL asks for TLS without a whole check
    static Optional<String> secured(String url, Optional<Path> authorities) {
        int question = url.indexOf('?');
        String base = question < 0 ? url : url.substring(0, question);
        Map<String, String> parameters = parameters(question < 0 ? "" : url.substring(question + 1));
        boolean foreign = parameters.keySet().stream()
                .anyMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("ssl")
                        && !Set.of("sslmode", "sslrootcert", "sslcert", "sslkey")
                                .contains(name));
        String mode = parameters.getOrDefault(
                "sslmode", authorities.isEmpty() && hosts(base).allMatch(LOOPBACK::contains) ? PLAIN : VERIFY);
        if (foreign || !mode.equals(VERIFY) && !mode.equals(PLAIN)) {
            return Optional.empty();
        }
        parameters.put("sslmode", mode);
        if (mode.equals(VERIFY) && !parameters.containsKey("sslrootcert")) {
            if (authorities.isPresent()) {
                parameters.put("sslrootcert", authorities.get().toString());
            } else {
                parameters.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
            }
        }
        StringBuilder whole = new StringBuilder(base);
        parameters.forEach((name, value) -> whole.append(whole.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return Optional.of(whole.toString());
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String part : query.split("&")) {
            int equals = part.indexOf('=');
            if (!part.isEmpty()) {
                found.put(
                        equals < 0 ? part : part.substring(0, equals),
                        equals < 0 ? "" : URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return found;
    }

    /// `jdbc:postgresql://one:1,two/base`, and `jdbc:postgresql:base` for this machine
    private static Stream<String> hosts(String base) {
        String rest = base.substring(PREFIX.length());
        if (!rest.startsWith("//")) {
            return Stream.of("");
        }
        int slash = rest.indexOf('/', 2);
        return Arrays.stream(
                        rest.substring(2, slash < 0 ? rest.length() : slash).split(","))
                .map(host -> host.replaceFirst(":[0-9]*$", ""));
    }
}
