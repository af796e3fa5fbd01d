package dev.sluice.server.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads URLs that carry a user and a password, both percent-encoded.
final class Urls {
    private Urls() {}

    /// User and password of a URL.
    record Login(String user, Secret password) {}

    /// Empty unless `text` is a URL of one of `schemes` with a host.
    static Optional<URI> parse(String text, String... schemes) {
        try {
            URI uri = new URI(text);
            for (String scheme : schemes) {
                if (scheme.equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null && decodes(uri)) {
                    return Optional.of(uri);
                }
            }
            return Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    static Optional<Login> login(URI uri) {
        String info = uri.getRawUserInfo();
        if (info == null) {
            return Optional.empty();
        }
        int colon = info.indexOf(':');
        return Optional.of(
                colon < 0
                        ? new Login(decode(info), new Secret(""))
                        : new Login(decode(info.substring(0, colon)), new Secret(decode(info.substring(colon + 1)))));
    }

    /// `amqp://host` and `amqp://host/` mean the virtual host `/`; `%2F` in the path is a slash of its name.
    static String virtualHost(URI uri) {
        String path = uri.getRawPath();
        return path == null || path.length() <= 1 ? "/" : decode(path.substring(1));
    }

    static URI withoutLogin(URI uri) {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return URI.create(uri.getScheme() + "://" + uri.getHost() + port + orEmpty(uri.getRawPath()));
    }

    private static boolean decodes(URI uri) {
        return !orEmpty(uri.getRawUserInfo()).contains("%00")
                && !orEmpty(uri.getRawPath()).contains("%00");
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /// A plus sign is a plus sign here: only percent escapes are decoded.
    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
