package dev.sluice.server.store;

import static dev.sluice.server.testkit.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.server.config.ServerConfig;
import dev.sluice.server.testkit.TestCertificates;
import dev.sluice.server.testkit.TestDatabase;
import dev.sluice.server.testkit.TlsProxy;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Connections to PostgreSQL, through who speaks TLS under a certificate of the test's choice.
class DatabaseTlsIT {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final TestDatabase database = TestDatabase.create();
    private final URI server = URI.create(database.url().substring("jdbc:".length()));
    private final TlsProxy proxy = new TlsProxy(server.getHost(), server.getPort(), true);

    @AfterEach
    void stop() {
        proxy.close();
        database.close();
    }

    static Stream<Named<TestCertificates.Identity>> wrong() {
        return Stream.of(
                Named.of("a man in the middle", TestCertificates.stranger()),
                Named.of("another host's", TestCertificates.otherName()),
                Named.of("an expired one", TestCertificates.expired()));
    }

    /// as the server is told
    private Connection connect() throws SQLException {
        String url = ServerConfig.load(
                        List.of(),
                        Map.of(
                                "SLUICE_HOME",
                                "/nowhere",
                                "SLUICE_AMQP_URL",
                                "amqp://localhost",
                                "SLUICE_DB_USER",
                                database.settings().user(),
                                "SLUICE_DB_URL",
                                "jdbc:postgresql://localhost:" + proxy.port() + server.getPath(),
                                "SLUICE_CA_FILE",
                                TestCertificates.authority().toString()))
                .database()
                .url();
        DatabaseSettings plain = database.settings();
        return Pools.single(new DatabaseSettings(
                url,
                plain.user(),
                plain.password(),
                plain.ownerUser(),
                plain.ownerPassword(),
                plain.unsafe(),
                plain.statementTimeout(),
                1,
                1,
                plain.connectTimeout()));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void sendsNothingToWhoShowsAWrongCertificateAndConnectsWhenItIsRight(TestCertificates.Identity identity)
            throws SQLException {
        proxy.show(identity);
        assertThrows(SQLException.class, this::connect);
        eventually(SOON, () -> proxy.shown() >= 1, "the wrong certificate was shown");
        assertEquals(0, proxy.passed(), "nothing was sent, not even who asks");
        proxy.show(TestCertificates.good());
        try (Connection connection = connect()) {
            assertTrue(connection.isValid(5));
        }
        assertTrue(proxy.passed() > 0);
    }
}
