package dev.sluice.console.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/// Where a server is and the token to show it.
///
/// @param url scheme `http` or `https`, a host, and a path without the trailing slash
/// @param token bearer token, empty for none; never printed
public record ServerAddress(URI url, String token) {

    /// @throws IllegalArgumentException with a sentence for people when `url` is not a server's address
    public static ServerAddress of(String url, String token) {
        String text = url.strip();
        if (!text.contains("://")) {
            text = "http://" + text;
        }
        while (text.endsWith("/")) {
            text = text.substring(0, text.length() - 1);
        }
        URI parsed;
        try {
            parsed = new URI(text);
        } catch (URISyntaxException e) {
            throw notAnAddress(url);
        }
        String scheme = parsed.getScheme() == null ? "" : parsed.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https")) || parsed.getHost() == null) {
            throw notAnAddress(url);
        }
        if (parsed.getUserInfo() != null || parsed.getQuery() != null || parsed.getFragment() != null) {
            throw new IllegalArgumentException(
                    "A server's address has no user, query or fragment; the token is given separately.");
        }
        return new ServerAddress(parsed, token.strip());
    }

    private static IllegalArgumentException notAnAddress(String url) {
        return new IllegalArgumentException(
                "\"" + url + "\" is not a server's address; it should look like http://127.0.0.1:8480.");
    }

    /// The address of a route, `path` starting with a slash.
    public URI at(String path) {
        return URI.create(url + path);
    }

    /// The live WebSocket's address.
    URI live() {
        return URI.create("ws" + url.toString().substring("http".length()) + "/v1/live");
    }

    @Override
    public String toString() {
        return url.toString();
    }
}
