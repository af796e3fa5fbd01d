package dev.sluice.console.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.console.client.ConnectionState;
import dev.sluice.console.feed.SampleData;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.Problem;
import dev.sluice.model.health.HealthReport;
import dev.sluice.model.health.HealthState;
import dev.sluice.model.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusTextTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final ConnectionState CONNECTED = new ConnectionState.Connected(NOW);

    @Test
    void tellsHowOldTheDataIs() {
        StatusText text = StatusText.link(CONNECTED, Duration.ofMillis(400), NOW);
        assertEquals("connected, data 0.4 s old", text.text());
        assertEquals(Tone.SUCCESS, text.tone());
    }

    @Test
    void warnsWhenAConnectionIsSilent() {
        StatusText text = StatusText.link(CONNECTED, Duration.ofSeconds(12), NOW);
        assertEquals("connected, but data is 12 s old", text.text());
        assertEquals(Tone.WARNING, text.tone());
    }

    @Test
    void countsDownToTheNextTry() {
        ConnectionState state = new ConnectionState.Reconnecting(3, NOW.plusMillis(3_200), "No server answers at x.");
        StatusText text = StatusText.link(state, Duration.ofSeconds(40), NOW);
        assertEquals("reconnecting in 4 s, data 40 s old", text.text());
        assertEquals("No server answers at x. Try 3.", text.detail());
        assertEquals(
                "reconnecting…, data 40 s old",
                StatusText.link(state, Duration.ofSeconds(40), NOW.plusSeconds(9))
                        .text());
    }

    @Test
    void saysWhyItWasRefused() {
        ConnectionState state =
                new ConnectionState.Refused(Problem.of(ErrorCode.UNAUTHENTICATED, "The token was revoked.", "r"));
        StatusText text = StatusText.link(state, null, NOW);
        assertEquals("refused: A valid bearer token is needed", text.text());
        assertEquals(Tone.DANGER, text.tone());
    }

    @Test
    void writesTheLedgerAsASum() {
        StatusText text = StatusText.ledger(SampleData.ledger());
        assertEquals(
                "ledger: 1,204,311 accepted = 1,200,874 stored + 22 duplicate + 3 dead + 0 purged + 3,412 in flight",
                text.text());
        assertEquals(Tone.MUTED, text.tone());
    }

    @Test
    void turnsRedWhenEventsAreUnexplained() {
        StatusText text = StatusText.ledger(new Ledger(10, 5, 0, 0, 0, 0, 5, null, null));
        assertEquals(
                "ledger: 10 accepted = 5 stored + 0 duplicate + 0 dead + 0 purged + 0 in flight + 5 unexplained",
                text.text());
        assertEquals(Tone.DANGER, text.tone());
    }

    @Test
    void showsHealthAsToneAndWord() {
        HealthReport report = HealthReport.of(List.of(new HealthReport.Check("broker", HealthState.RED, "gone")));
        assertEquals(
                new StatusText("RabbitMQ down", Tone.DANGER, "gone"), StatusText.health(report, "broker", "RabbitMQ"));
        assertEquals(
                Tone.MUTED, StatusText.health(report, "database", "PostgreSQL").tone());
    }
}
