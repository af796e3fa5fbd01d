package dev.sluice.server.queue;

import static dev.sluice.server.testkit.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.config.BrokerConfig;
import dev.sluice.server.testkit.FaultTimes;
import dev.sluice.server.testkit.TestBroker;
import dev.sluice.server.testkit.TestCertificates;
import dev.sluice.server.testkit.TlsProxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The links to the broker, through who speaks TLS under a certificate of the test's choice.
class BrokerTlsIT {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final TestBroker broker = new TestBroker();
    private final TlsProxy amqp =
            new TlsProxy(broker.config().host(), broker.config().port(), false);
    private final TlsProxy management = new TlsProxy(
            broker.config().managementUrl().getHost(),
            broker.config().managementUrl().getPort(),
            false);

    @AfterEach
    void stop() {
        amqp.close();
        management.close();
        broker.close();
    }

    static Stream<Named<TestCertificates.Identity>> wrong() {
        return Stream.of(
                Named.of("a man in the middle", TestCertificates.stranger()),
                Named.of("another host's", TestCertificates.otherName()),
                Named.of("an expired one", TestCertificates.expired()));
    }

    private BrokerConfig config(Path authorities) {
        BrokerConfig plain = broker.config();
        return new BrokerConfig(
                "localhost",
                amqp.port(),
                true,
                plain.user(),
                plain.password(),
                plain.virtualHost(),
                URI.create("https://localhost:" + management.port()),
                plain.managementUser(),
                plain.managementPassword(),
                plain.heartbeat(),
                Optional.of(authorities));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void sendsNothingToWhoShowsAWrongCertificateAndConnectsWhenItIsRight(TestCertificates.Identity identity) {
        amqp.show(identity);
        try (BrokerLink link = new BrokerLink(config(TestCertificates.authority()), "test")) {
            link.start();
            eventually(SOON, () -> amqp.shown() >= 2, "the wrong certificate was shown, and again");
            eventually(SOON, () -> link.detail().contains("its certificate is refused"), "that is told");
            assertFalse(link.up());
            assertEquals(0, amqp.passed(), "nothing was sent");
            amqp.show(TestCertificates.good());
            eventually(FaultTimes.NORMAL_WITHIN, link::up, "the right one is taken");
            assertTrue(amqp.passed() > 0);
        }
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void asksNobodyForFiguresWhoShowsAWrongCertificate(TestCertificates.Identity identity) {
        management.show(identity);
        BrokerAdmin admin = new BrokerAdmin(config(TestCertificates.authority()));
        ManagementApi api = new ManagementApi(config(TestCertificates.authority()));
        assertThrows(PipelineException.class, () -> admin.queue("none"));
        PipelineException refused = assertThrows(PipelineException.class, () -> api.get("/whoami", SOON));
        assertEquals(ErrorCode.MANAGEMENT_UNAVAILABLE, refused.code());
        eventually(SOON, () -> management.shown() >= 2, "the wrong certificate was shown to both");
        assertEquals(0, management.passed(), "nothing was sent");
        management.show(TestCertificates.good());
        assertEquals(
                broker.config().managementUser(),
                api.get("/whoami", SOON).path("name").asText());
        assertEquals(BrokerQueue.NONE, admin.queue("none"));
    }

    @Test
    void refusesACertificateOfAnAuthorityThatIsNotTheConfiguredOne() {
        try (BrokerLink link = new BrokerLink(config(TestCertificates.stranger().certificate()), "test")) {
            link.start();
            eventually(SOON, () -> amqp.shown() >= 1, "the certificate was shown");
            eventually(SOON, () -> link.detail().contains("SLUICE_CA_FILE"), "what to do is told");
            assertEquals(0, amqp.passed());
        }
    }
}
