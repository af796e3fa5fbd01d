package dev.sluice.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerConfigTest {
    @TempDir
    Path home;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void giveWhatIsRequired() {
        environment.put("SLUICE_HOME", home.toString());
        environment.put("SLUICE_AMQP_URL", "amqp://localhost");
        environment.put("SLUICE_DB_URL", "jdbc:postgresql://localhost/sluice");
        environment.put("SLUICE_DB_USER", "sluice");
    }

    private ServerConfig load(String... arguments) {
        return ServerConfig.load(List.of(arguments), environment);
    }

    private List<Violation> violations(String... arguments) {
        return assertThrows(ConfigException.class, () -> load(arguments)).violations();
    }

    @Test
    void hasDocumentedDefaults() {
        ServerConfig config = load();
        assertEquals("127.0.0.1", config.http().host());
        assertEquals(8480, config.http().port());
        assertEquals(Set.of(Role.INGEST, Role.STORE, Role.API), config.roles());
        assertEquals(5672, config.broker().port());
        assertEquals("/", config.broker().virtualHost());
        assertEquals(URI.create("http://localhost:15672"), config.broker().managementUrl());
        assertEquals(10L << 30, config.disk().budgetBytes());
        assertEquals(512L << 20, config.disk().reserveBytes());
        assertEquals(Duration.ofSeconds(15), config.shutdownGrace());
        assertEquals(Optional.empty(), config.adminToken());
        assertEquals(Optional.empty(), config.database().owner());
        assertFalse(config.unsafe());
    }

    @Test
    void takesFlagsBeforeEnvironmentBeforeTheFile() throws IOException {
        Files.writeString(
                home.resolve("sluice.properties"),
                "# ports\nhttp-port = 1\nhttp.host=one\nroles=api\nrabbitmq-port=7\n");
        assertEquals(1, load().http().port());
        assertEquals("one", load().http().host());
        environment.put("SLUICE_HTTP_PORT", "2");
        environment.put("SLUICE_HTTP_HOST", " ");
        assertEquals(2, load().http().port());
        assertEquals("one", load().http().host());
        assertEquals(3, load("--http-port", "3").http().port());
        assertEquals(3, load("--http-port=3").http().port());
        assertTrue(load("--unsafe", "--http-port=3").unsafe());
        assertEquals(Set.of(Role.API), load().roles());
    }

    @Test
    void reportsEveryViolationAtOnceWithItsPlace() throws IOException {
        Files.writeString(home.resolve("sluice.properties"), "shutdown-grace=soon\nhttp-prot=1\nnonsense\n");
        environment.put("SLUICE_HTTP_PORT", "70000");
        environment.put("SLUICE_ROLES", "ingest,cook");
        environment.remove("SLUICE_DB_USER");
        List<Violation> violations = violations("--disk-budget", "many", "--colour", "--http-host");
        Map<String, String> sources = new HashMap<>();
        violations.forEach(violation -> sources.put(violation.key(), violation.source()));
        assertEquals(
                Map.of(
                        "SLUICE_SHUTDOWN_GRACE", "sluice.properties",
                        "http-prot", "sluice.properties",
                        "line 3", "sluice.properties",
                        "SLUICE_HTTP_PORT", "environment",
                        "SLUICE_ROLES", "environment",
                        "SLUICE_DB_USER", "missing",
                        "SLUICE_DISK_BUDGET", "flag",
                        "--colour", "flag",
                        "--http-host", "flag"),
                sources);
    }

    @Test
    void saysValueAndAllowedRange() {
        environment.put("SLUICE_HTTP_PORT", "70000");
        assertEquals(
                "The configuration cannot be used:\n"
                        + "  - SLUICE_HTTP_PORT is \"70000\" (from environment); it needs a whole number from 0 to 65535",
                assertThrows(ConfigException.class, this::load).getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "SLUICE_AMQP_URL,http://user:hunter22@host",
        "SLUICE_AMQP_URL,amqp://user:hunter22@host:x",
        "SLUICE_AMQP_MANAGEMENT_URL,ftp://user:hunter22@host",
        "SLUICE_DB_URL,jdbc:postgresql://h/d?user=u&password=hunter22",
        "SLUICE_ADMIN_TOKEN,hunter22"
    })
    void showsNoSecretInAViolation(String key, String value) {
        environment.put(key, value);
        ConfigException e = assertThrows(ConfigException.class, this::load);
        assertTrue(e.getMessage().contains(key), e.getMessage());
        assertFalse(e.getMessage().contains("hunter22"), e.getMessage());
    }

    @Test
    void takesNoSecretAsAFlag() {
        assertEquals(
                "--db-password",
                violations("--db-password", "hunter22").getFirst().key());
        assertEquals("***", violations("--amqp-url=amqp://u:p@h").getFirst().value());
        assertEquals("h", load("--amqp-url=amqp://h").broker().host());
    }

    @Test
    void takesTlsAsOneSwitchOrAsACertificateOfItsOwn() throws IOException {
        assertEquals(Optional.empty(), load().tls());
        environment.put("SLUICE_HTTP_TLS", "on");
        assertEquals(Optional.of(new TlsConfig(Optional.empty(), Optional.empty())), load().tls());
        Path file = Files.writeString(home.resolve("server.pem"), "pem");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        environment.put("SLUICE_HTTP_TLS", file.toString());
        assertEquals(Optional.of(new TlsConfig(Optional.of(file), Optional.empty())), load().tls());
    }

    @Test
    void refusesAPrivateKeyThatEverybodyMayRead() throws IOException {
        Path file = Files.writeString(home.resolve("server.pem"), "pem");
        Path key = Files.writeString(home.resolve("key.pem"), "pem");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        environment.put("SLUICE_HTTP_TLS", file.toString());
        String said = violations().getFirst().toString();
        assertTrue(said.contains("chmod 600 " + file) && said.contains("(secret-exposed)"), said);
        environment.put("SLUICE_HTTP_TLS_KEY", key.toString());
        Violation violation = violations().getFirst();
        assertEquals("SLUICE_HTTP_TLS_KEY", violation.key());
        assertTrue(violation.allowed().contains("chmod 600 " + key), violation.allowed());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        assertEquals(Optional.of(key), load().tls().orElseThrow().key());
        environment.put("SLUICE_HTTP_TLS", "on");
        assertEquals("SLUICE_HTTP_TLS_KEY", violations().getFirst().key());
        environment.put("SLUICE_HTTP_TLS", "perhaps");
        assertEquals("SLUICE_HTTP_TLS", violations().getFirst().key());
    }

    @Test
    void decodesTheBrokersUrlAndHidesItsPassword() {
        environment.put("SLUICE_AMQP_URL", "amqps://us%40er:p%2Fw%25+%3A@host/a%2Fb");
        BrokerConfig broker = load().broker();
        assertEquals("us@er", broker.user());
        assertEquals("p/w%+:", broker.password().value());
        assertEquals("a/b", broker.virtualHost());
        assertEquals(5671, broker.port());
        assertEquals("p/w%+:", broker.managementPassword().value());
        assertFalse(load().toString().contains("p/w"), load().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://localhost/sluice,?sslmode=disable",
        "jdbc:postgresql:sluice,?sslmode=disable",
        "jdbc:postgresql://[::1]:5432/sluice,?sslmode=disable",
        "jdbc:postgresql://db/sluice,?sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory",
        "'jdbc:postgresql://127.0.0.1:1,db:2/sluice',"
                + "?sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory",
        "jdbc:postgresql://db/sluice?sslmode=disable&a=%2F,?sslmode=disable&a=%2F",
        "jdbc:postgresql://db/sluice?sslmode=verify-full&sslrootcert=/x,?sslmode=verify-full&sslrootcert=%2Fx"
    })
    void verifiesTheDatabaseUnlessItIsHereOrPlainTextIsWanted(String url, String parameters) {
        environment.put("SLUICE_DB_URL", url);
        assertEquals(
                url.replaceFirst("\\?.*", "") + parameters, load().database().url());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sslmode=require",
                "sslmode=prefer",
                "sslmode=allow",
                "sslmode=verify-ca",
                "ssl=true",
                "sslfactory=org.postgresql.ssl.NonValidatingFactory",
                "sslmode=verify-full&sslhostnameverifier=x.Anybody"
            })
    void takesNoTlsThatTrustsAnybody(String parameters) {
        environment.put("SLUICE_DB_URL", "jdbc:postgresql://db/sluice?" + parameters);
        Violation violation = violations().getFirst();
        assertEquals("SLUICE_DB_URL", violation.key());
        assertTrue(violation.allowed().contains("sslmode=verify-full"), violation.allowed());
    }

    @Test
    void takesOneFileOfAuthoritiesForAllLinks() throws IOException {
        Path file = Files.writeString(home.resolve("ca.pem"), "pem");
        environment.put("SLUICE_CA_FILE", file.toString());
        assertEquals(Optional.of(file), load().broker().authorities());
        assertTrue(load().database().url().contains("?sslmode=verify-full&sslrootcert="), load().toString());
        environment.put("SLUICE_CA_FILE", home.resolve("none").toString());
        assertEquals("SLUICE_CA_FILE", violations().getFirst().key());
    }

    @Test
    void readsSecretsFromFilesThatOnlyTheirOwnerMayRead() throws IOException {
        Path file = Files.writeString(home.resolve("password"), "hunter22\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        environment.put("SLUICE_DB_PASSWORD_FILE", file.toString());
        assertEquals("hunter22", load().database().password().value());
        environment.remove("SLUICE_DB_PASSWORD_FILE");
        assertEquals(
                "hunter22",
                load("--db-password-file", file.toString())
                        .database()
                        .password()
                        .value());
        Files.writeString(home.resolve("sluice.properties"), "db-password-file=" + file + "\n");
        assertEquals("hunter22", load().database().password().value());
        environment.put("SLUICE_DB_PASSWORD", "nearer");
        assertEquals("nearer", load().database().password().value());
        environment.remove("SLUICE_DB_PASSWORD");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Violation violation = violations().getFirst();
        assertEquals("SLUICE_DB_PASSWORD_FILE", violation.key());
        assertTrue(violation.allowed().contains("chmod 600 " + file), violation.allowed());
        assertFalse(violation.toString().contains("hunter22"), violation.toString());
    }

    @Test
    void refusesAPropertiesFileWithASecretThatEverybodyMayRead() throws IOException {
        Path file = Files.writeString(home.resolve("sluice.properties"), "http-port=1\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals(1, load().http().port());
        Files.writeString(file, "http-port=1\ndb-password=hunter22\n");
        String said = violations().getFirst().toString();
        assertTrue(said.contains("chmod 600 " + file) && said.contains("secret-exposed"), said);
        assertFalse(said.contains("hunter22"), said);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertEquals("hunter22", load().database().password().value());
    }

    @Test
    void takesTheManagementUrlsOwnLogin() {
        environment.put("SLUICE_AMQP_MANAGEMENT_URL", "http://boss:m%40@host:1/rabbit");
        BrokerConfig broker = load().broker();
        assertEquals("boss", broker.managementUser());
        assertEquals("m@", broker.managementPassword().value());
        assertEquals(URI.create("http://host:1/rabbit"), broker.managementUrl());
    }

    @ParameterizedTest
    @CsvSource({"64MiB,67108864", "10 GiB,10737418240", "67108864,67108864", "100MB,100000000", "9TiB,9895604649984"})
    void readsSizes(String text, long bytes) {
        environment.put("SLUICE_DISK_BUDGET", text);
        assertEquals(bytes, load().disk().budgetBytes());
    }

    @ParameterizedTest
    @CsvSource({"1MiB", "-1", "1.5GiB", "999999999999999999TiB", "ten", "GiB", "''' '''"})
    void refusesOtherSizes(String text) {
        environment.put("SLUICE_DISK_BUDGET", text);
        assertEquals("SLUICE_DISK_BUDGET", violations().getFirst().key());
    }

    @Test
    void needsAnOwnerForTheOwnersPassword() {
        environment.put("SLUICE_DB_OWNER_PASSWORD", "x");
        assertEquals("SLUICE_DB_OWNER_USER", violations().getFirst().key());
        environment.put("SLUICE_DB_OWNER_USER", "boss");
        assertEquals("boss", load().database().owner().orElseThrow().user());
    }
}
