package dev.sluice.console.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.util.Locale;

/// Where a server is, the token to show it, and by what it is known.
///
/// @param url scheme `http` or `https`, a host, and a path without the trailing slash
/// @param token bearer token, empty for none; never printed
/// @param trust decides whether who answers an `https` address is the server
public record ServerAddress(URI url, String token, ServerTrust trust) {
    /// A server that an authority vouches for, if it speaks TLS.
    public ServerAddress(URI url, String token) {
        this(url, token, ServerTrust.authorities());
    }

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

    /// The same server, shown another token.
    public ServerAddress withToken(String other) {
        return new ServerAddress(url, other, trust);
    }

    /// The same server, known by something else.
    public ServerAddress known(ServerTrust by) {
        return new ServerAddress(url, token, by);
    }

    /// A client for connections to this server, with a TLS context of its own.
    ///
    /// @throws IllegalArgumentException with a sentence when a setting about trust cannot be used
    HttpClient.Builder client() {
        HttpClient.Builder client = HttpClient.newBuilder();
        return "https".equalsIgnoreCase(url.getScheme()) ? client.sslContext(trust.context(url)) : client;
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
