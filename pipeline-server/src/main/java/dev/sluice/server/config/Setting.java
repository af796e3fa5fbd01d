package dev.sluice.server.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Every setting of the server: the environment variable is `SLUICE_` and the name; in `sluice.properties` and as a
/// flag it is written in kebab-case. `docs/configuration.md` has a row for each, with the same default (held by a
/// test).
enum Setting {
    HOME("~/.sluice"),
    ENVIRONMENT("local"),
    ROLES("ingest,store,api"),
    HTTP_HOST("127.0.0.1"),
    HTTP_PORT("8480"),
    HTTP_TLS("off"),
    HTTP_TLS_KEY("in the same file"),
    HTTP_MAX_CONNECTIONS("1000"),
    HTTP_MAX_INGEST_REQUESTS("256"),
    HTTP_MAX_INGEST_BYTES("an eighth of the heap"),
    HTTP_HEADER_TIMEOUT("10s"),
    HTTP_BODY_TIMEOUT("60s"),
    HTTP_IDLE_TIMEOUT("60s"),
    HTTP_MAX_LIVE_SUBSCRIBERS("100"),
    CA_FILE("those of Java"),
    AMQP_URL(""),
    AMQP_MANAGEMENT_URL("port 15672 of the broker"),
    AMQP_HEARTBEAT("10s"),
    AMQP_INGEST("true"),
    QUEUE_MAX_BYTES("2GiB"),
    UNDO_BYTES("1GiB"),
    TOPOLOGY_AUDIT("60s"),
    DB_URL(""),
    DB_USER(""),
    DB_PASSWORD("empty"),
    DB_OWNER_USER("none"),
    DB_OWNER_PASSWORD("empty"),
    DB_STATEMENT_TIMEOUT("10s"),
    DB_BUDGET("off"),
    RETENTION("30d"),
    TELEMETRY("true"),
    TELEMETRY_SECONDS("24h"),
    TELEMETRY_MINUTES("30d"),
    TELEMETRY_HOURS("730d"),
    TELEMETRY_MAX_BYTES("1GiB"),
    ADMIN_TOKEN("made at first start"),
    SESSION_LIFETIME("12h"),
    SESSION_IDLE("1h"),
    DISK_BUDGET("10GiB"),
    DISK_RESERVE("512MiB"),
    SOURCE_RATE("0"),
    SOURCE_BURST("0"),
    ALARM_WEBHOOK_URL("none"),
    SHUTDOWN_GRACE("15s"),
    UNSAFE("false");

    private static final Set<Setting> SECRETS = Set.of(DB_PASSWORD, DB_OWNER_PASSWORD, ADMIN_TOKEN, ALARM_WEBHOOK_URL);

    /// What may be in a file of its own: `SLUICE_DB_PASSWORD_FILE` and so on.
    private static final Set<Setting> IN_FILES =
            Set.of(DB_PASSWORD, DB_OWNER_PASSWORD, ADMIN_TOKEN, AMQP_URL, AMQP_MANAGEMENT_URL);
    private static final String FILE = "_FILE";

    /// Keys of the same file that only the launcher reads.
    private static final Set<String> LAUNCHER =
            Set.of("RABBITMQ_PORT", "POSTGRES_PORT", "URL", "TOKEN", "SAMPLE_RATE", "JAVA_OPTIONS", "FINGERPRINT");

    private final String fallback;

    Setting(String fallback) {
        this.fallback = fallback;
    }

    /// The default as documented: a value where there is a fixed one, words where it depends on something.
    String fallback() {
        return fallback;
    }

    String variable() {
        return "SLUICE_" + name();
    }

    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// true: `value` must not be shown, because the setting is a secret or the value may hold a password.
    boolean isSecret(String value) {
        return SECRETS.contains(this) || value.contains("@") || value.contains("password=");
    }

    /// Name of the setting that holds the name of a file with this one's value; empty when there is none.
    Optional<String> fileVariable() {
        return IN_FILES.contains(this) ? Optional.of(variable() + FILE) : Optional.empty();
    }

    /// Finds `db-password-file` and the like.
    static Optional<Setting> inFile(String key) {
        String name = normal(key);
        return IN_FILES.stream()
                .filter(setting -> (setting.name() + FILE).equals(name))
                .findFirst();
    }

    boolean isSwitch() {
        return this == UNSAFE;
    }

    /// Finds `http-port`, `http.port`, `HTTP_PORT` and `SLUICE_HTTP_PORT` alike.
    static Optional<Setting> named(String key) {
        String name = normal(key);
        return Arrays.stream(values())
                .filter(setting -> setting.name().equals(name))
                .findFirst();
    }

    static boolean belongsToLauncher(String key) {
        return LAUNCHER.contains(normal(key));
    }

    private static String normal(String key) {
        String name = key.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
        return name.startsWith("SLUICE_") ? name.substring("SLUICE_".length()) : name;
    }
}
