package dev.sluice.console.client;

import static dev.sluice.console.testkit.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sluice.console.testkit.FakeLive;
import dev.sluice.model.live.LiveUpdate;
import dev.sluice.model.live.TelemetrySample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveClientTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final LiveUpdate TELEMETRY = new LiveUpdate.Telemetry(
            new TelemetrySample(Instant.parse("2026-11-23T10:00:00Z"), 1, 2, 3, 4, 5, 6, 7, null, null, null));

    private final FakeLive server = new FakeLive();
    private final List<LiveUpdate> updates = new CopyOnWriteArrayList<>();
    private final List<ConnectionState> states = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void deliversUpdatesInOrderAndShowsTheToken() {
        try (LiveClient _ = client(Duration.ofSeconds(30))) {
            eventually(SOON, () -> server.links() == 1, () -> "a link");
            server.send(TELEMETRY);
            server.send(new LiveUpdate.Gap(7));
            eventually(SOON, () -> updates.size() == 2, () -> "two updates, got " + updates);
        }
        assertEquals(List.of(TELEMETRY, new LiveUpdate.Gap(7)), updates);
        assertEquals(List.of("Bearer secret"), server.authorizations());
        assertInstanceOf(ConnectionState.Connecting.class, states.get(0));
        assertInstanceOf(ConnectionState.Connected.class, states.get(1));
    }

    @Test
    void leavesOutAnUpdateItDoesNotUnderstand() {
        try (LiveClient _ = client(Duration.ofSeconds(30))) {
            eventually(SOON, () -> server.links() == 1, () -> "a link");
            server.sendText("{\"kind\":\"from-the-future\"}");
            server.send(TELEMETRY);
            eventually(SOON, () -> updates.equals(List.of(TELEMETRY)), () -> "one update, got " + updates);
        }
    }

    @Test
    void reconnectsByItselfWhenTheLinkIsCut() {
        try (LiveClient _ = client(Duration.ofSeconds(30))) {
            eventually(SOON, () -> server.links() == 1, () -> "a link");
            server.send(TELEMETRY);
            eventually(SOON, () -> !updates.isEmpty(), () -> "an update");
            server.cut();
            eventually(SOON, () -> server.links() == 2, () -> "a second link, states " + states);
        }
        var lost = assertInstanceOf(ConnectionState.Reconnecting.class, states.get(2));
        assertEquals(1, lost.attempt());
    }

    @Test
    void takesASilentLinkForDead() {
        try (LiveClient _ = client(Duration.ofMillis(200))) {
            eventually(SOON, () -> server.links() >= 2, () -> "a second link, states " + states);
        }
        var lost = assertInstanceOf(ConnectionState.Reconnecting.class, states.get(2));
        assertEquals("No data for 1 s.", lost.reason());
    }

    @Test
    void stopsTryingWhenTheTokenIsRefused() {
        server.refuseWith(401);
        try (LiveClient _ = client(Duration.ofSeconds(30))) {
            eventually(SOON, () -> states.size() == 2, () -> "refused, states " + states);
        }
        var refused = assertInstanceOf(ConnectionState.Refused.class, states.get(1));
        assertEquals("unauthenticated", refused.problem().code());
    }

    @Test
    void keepsTryingWhileNobodyListensAndCountsTheAttempts() {
        server.close();
        try (LiveClient _ = client(Duration.ofSeconds(30))) {
            eventually(
                    SOON,
                    () -> !states.isEmpty()
                            && states.getLast() instanceof ConnectionState.Reconnecting lost
                            && lost.attempt() >= 3,
                    () -> "a third attempt, states " + states);
        }
    }

    private LiveClient client(Duration silence) {
        return new LiveClient(
                ServerAddress.of(server.url(), "secret"),
                updates::add,
                states::add,
                new LiveClient.Timing(new Backoff(Duration.ofMillis(20), Duration.ofMillis(100)), silence));
    }
}
