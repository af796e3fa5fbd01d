package dev.sluice.server.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Everything one server process is told, checked.
///
/// @param home folder of the state, `sluice.properties` and the admin token
/// @param environment the server's name for itself, such as `local` or `production`; `production` asks for more care
/// @param tls of the HTTP server, empty: it speaks plain HTTP
/// @param amqpIngest take events in from the exchange `sluice.in` too
/// @param retention how long events are kept after they were received, empty: for good
/// @param adminToken empty: one is made at first start, when nobody can administer the server
/// @param alarmWebhook the URL that is told of alarms; it may hold a secret
/// @param shutdownGrace time to finish what is under way after SIGTERM
/// @param unsafe accept a database that may lose what it committed
public record ServerConfig(
        Path home,
        String environment,
        Set<Role> roles,
        HttpConfig http,
        Optional<TlsConfig> tls,
        BrokerConfig broker,
        boolean amqpIngest,
        QueueConfig queues,
        DatabaseConfig database,
        Optional<Duration> retention,
        TelemetryConfig telemetry,
        Optional<Secret> adminToken,
        SessionConfig sessions,
        DiskConfig disk,
        LimitsConfig limits,
        Optional<Secret> alarmWebhook,
        Duration shutdownGrace,
        boolean unsafe) {

    /// Reads flags, then environment, then `sluice.properties` in the home.
    ///
    /// @param arguments `--http-port 8480` or `--http-port=8480`; never secrets
    /// @throws ConfigException with every violation at once
    public static ServerConfig load(List<String> arguments, Map<String, String> environment) {
        Sources sources = Sources.of(arguments, environment);
        Values values = new Values(sources);
        Path home = home(values, environment);
        sources.readFile(home.resolve("sluice.properties"));
        Optional<Path> authorities = TlsValues.authorities(values);
        ServerConfig config = new ServerConfig(
                home,
                values.parsed(Setting.ENVIRONMENT, "1 to 32 of a-z, 0-9 and -", text -> Optional.of(text)
                                .filter(t -> t.matches("[a-z0-9-]{1,32}")))
                        .orElse(""),
                values.roles(Setting.ROLES),
                http(values),
                TlsValues.server(values),
                broker(values, authorities),
                values.flag(Setting.AMQP_INGEST),
                new QueueConfig(
                        values.size(Setting.QUEUE_MAX_BYTES, 64L << 10, 0),
                        values.sizeOrOff(Setting.UNDO_BYTES, 0),
                        values.duration(Setting.TOPOLOGY_AUDIT, Duration.ofMillis(500), Duration.ofMinutes(10))),
                database(values, authorities),
                values.durationOrOff(Setting.RETENTION, Duration.ofDays(1), Duration.ofDays(36_500)),
                telemetry(values),
                adminToken(values),
                new SessionConfig(
                        values.duration(Setting.SESSION_LIFETIME, Duration.ofSeconds(1), Duration.ofDays(30)),
                        values.duration(Setting.SESSION_IDLE, Duration.ofSeconds(1), Duration.ofDays(30))),
                new DiskConfig(
                        values.size(Setting.DISK_BUDGET, 64L << 20, 0),
                        values.size(Setting.DISK_RESERVE, 1L << 20, 0),
                        values.sizeOrOff(Setting.DB_BUDGET, 64L << 20)),
                new LimitsConfig(
                        values.number(Setting.SOURCE_RATE, 0, 1_000_000),
                        values.number(Setting.SOURCE_BURST, 0, 10_000_000)),
                alarmWebhook(values),
                values.duration(Setting.SHUTDOWN_GRACE, Duration.ofSeconds(1), Duration.ofMinutes(5)),
                values.flag(Setting.UNSAFE));
        if (!sources.violations().isEmpty()) {
            throw new ConfigException(sources.violations());
        }
        return config;
    }

    private static Optional<Secret> alarmWebhook(Values values) {
        Optional<String> given = values.text(Setting.ALARM_WEBHOOK_URL).filter(text -> !text.isEmpty());
        if (given.isPresent()
                && given.flatMap(text -> Urls.parse(text, "http", "https"))
                        .filter(url -> url.getRawUserInfo() == null && url.getRawFragment() == null)
                        .isEmpty()) {
            values.violate(
                    Setting.ALARM_WEBHOOK_URL,
                    "a URL such as https://host/path?key=…, http or https, without user and password");
        }
        return given.map(Secret::new);
    }

    private static TelemetryConfig telemetry(Values values) {
        return new TelemetryConfig(
                values.flag(Setting.TELEMETRY),
                values.duration(Setting.TELEMETRY_SECONDS, Duration.ofHours(1), Duration.ofDays(7)),
                values.duration(Setting.TELEMETRY_MINUTES, Duration.ofDays(1), Duration.ofDays(400)),
                values.duration(Setting.TELEMETRY_HOURS, Duration.ofDays(1), Duration.ofDays(3_660)),
                values.size(Setting.TELEMETRY_MAX_BYTES, 16L << 20, 0));
    }

    private static Path home(Values values, Map<String, String> environment) {
        String fallback = environment.getOrDefault("HOME", "/root") + "/.sluice";
        return Path.of(values.text(Setting.HOME).orElse(fallback))
                .toAbsolutePath()
                .normalize();
    }

    private static HttpConfig http(Values values) {
        return new HttpConfig(
                values.parsed(Setting.HTTP_HOST, "a host name or address", text -> Optional.of(text)
                                .filter(t -> t.matches("[A-Za-z0-9.:_-]{1,253}")))
                        .orElse(""),
                values.number(Setting.HTTP_PORT, 0, 65_535),
                values.number(Setting.HTTP_MAX_CONNECTIONS, 8, 1_000_000),
                values.number(Setting.HTTP_MAX_INGEST_REQUESTS, 1, 100_000),
                values.size(
                        Setting.HTTP_MAX_INGEST_BYTES,
                        1L << 20,
                        Runtime.getRuntime().maxMemory() / 8),
                values.duration(Setting.HTTP_HEADER_TIMEOUT, Duration.ofMillis(100), Duration.ofMinutes(5)),
                values.duration(Setting.HTTP_BODY_TIMEOUT, Duration.ofMillis(100), Duration.ofMinutes(60)),
                values.duration(Setting.HTTP_IDLE_TIMEOUT, Duration.ofSeconds(1), Duration.ofMinutes(60)),
                values.number(Setting.HTTP_MAX_LIVE_SUBSCRIBERS, 1, 10_000));
    }

    private static BrokerConfig broker(Values values, Optional<Path> authorities) {
        String allowed = "a URL such as amqp://user:password@host:5672 (amqps for TLS), special characters as %XX";
        Optional<URI> amqp = values.text(Setting.AMQP_URL).flatMap(text -> Urls.parse(text, "amqp", "amqps"));
        if (amqp.isEmpty()) {
            values.violate(Setting.AMQP_URL, allowed);
        }
        URI uri = amqp.orElse(URI.create("amqp://missing"));
        boolean tls = "amqps".equalsIgnoreCase(uri.getScheme());
        Urls.Login login = Urls.login(uri).orElse(new Urls.Login("guest", new Secret("guest")));
        URI management = management(values, uri, tls);
        Urls.Login managementLogin = Urls.login(management).orElse(login);
        return new BrokerConfig(
                uri.getHost(),
                uri.getPort() < 0 ? (tls ? 5671 : 5672) : uri.getPort(),
                tls,
                login.user(),
                login.password(),
                Urls.virtualHost(uri),
                Urls.withoutLogin(management),
                managementLogin.user(),
                managementLogin.password(),
                values.duration(Setting.AMQP_HEARTBEAT, Duration.ofSeconds(1), Duration.ofMinutes(5)),
                authorities);
    }

    private static URI management(Values values, URI amqp, boolean tls) {
        URI fallback = URI.create((tls ? "https://" : "http://") + amqp.getHost() + (tls ? ":15671" : ":15672"));
        if (values.text(Setting.AMQP_MANAGEMENT_URL).isEmpty()) {
            return fallback;
        }
        Optional<URI> given =
                values.text(Setting.AMQP_MANAGEMENT_URL).flatMap(text -> Urls.parse(text, "http", "https"));
        if (given.isEmpty()) {
            values.violate(Setting.AMQP_MANAGEMENT_URL, "a URL such as http://host:15672");
        }
        return given.orElse(fallback);
    }

    private static DatabaseConfig database(Values values, Optional<Path> authorities) {
        String url = values.text(Setting.DB_URL).orElse("");
        if (!url.startsWith("jdbc:postgresql:") || url.contains("password=")) {
            values.violate(Setting.DB_URL, "a URL such as jdbc:postgresql://host:5432/sluice, without a password");
        }
        Optional<String> secured =
                url.startsWith("jdbc:postgresql:") ? DatabaseUrls.secured(url, authorities) : Optional.of(url);
        if (secured.isEmpty()) {
            values.violate(Setting.DB_URL, DatabaseUrls.ALLOWED);
        }
        String user = values.text(Setting.DB_USER).orElse("");
        if (user.isEmpty()) {
            values.violate(Setting.DB_USER, "the name of a database role");
        }
        Optional<DatabaseConfig.Owner> owner = values.text(Setting.DB_OWNER_USER)
                .map(name -> new DatabaseConfig.Owner(name, secret(values, Setting.DB_OWNER_PASSWORD)));
        if (owner.isEmpty() && values.text(Setting.DB_OWNER_PASSWORD).isPresent()) {
            values.violate(Setting.DB_OWNER_USER, "the name of the role that SLUICE_DB_OWNER_PASSWORD belongs to");
        }
        return new DatabaseConfig(
                secured.orElse(url),
                user,
                secret(values, Setting.DB_PASSWORD),
                owner,
                values.duration(Setting.DB_STATEMENT_TIMEOUT, Duration.ofMillis(100), Duration.ofHours(1)));
    }

    private static Secret secret(Values values, Setting setting) {
        return new Secret(values.text(setting).orElse(""));
    }

    /// A token is sent as `Authorization: Bearer`, so it must fit RFC 6750; a short one could be guessed.
    private static Optional<Secret> adminToken(Values values) {
        Optional<String> token = values.text(Setting.ADMIN_TOKEN);
        if (token.isPresent() && !token.get().matches("[A-Za-z0-9._~+/-]{16,256}=*")) {
            values.violate(Setting.ADMIN_TOKEN, "at least 16 of A-Z, a-z, 0-9 and - . _ ~ + / (RFC 6750)");
        }
        return token.map(Secret::new);
    }
}
