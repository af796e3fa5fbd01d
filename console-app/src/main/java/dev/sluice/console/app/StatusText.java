package dev.sluice.console.app;

import dev.sluice.console.client.ConnectionState;
import dev.sluice.console.feed.FeedModel;
import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.Times;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.health.HealthReport;
import dev.sluice.model.health.HealthState;
import dev.sluice.model.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the status bar says.
///
/// @param detail the whole story, for the tooltip
record StatusText(String text, Tone tone, String detail) {
    static StatusText link(ConnectionState state, @Nullable Duration age, Instant now) {
        return switch (state) {
            case ConnectionState.Connecting() -> plain("connecting…", Tone.MUTED);
            case ConnectionState.Connected(Instant since)
            when age == null -> plain("connected, waiting for data", Tone.MUTED);
            case ConnectionState.Connected(Instant since)
            when age.compareTo(FeedModel.STALE_AFTER) > 0 ->
                plain("connected, but data is " + Times.span(age) + " old", Tone.WARNING);
            case ConnectionState.Connected(Instant since) ->
                new StatusText(
                        "connected, data " + Times.span(age) + " old",
                        Tone.SUCCESS,
                        "Connected since " + Times.second(since) + " UTC");
            case ConnectionState.Reconnecting(int attempt, Instant nextAt, String reason) -> {
                long seconds = Math.max(
                        0, Duration.between(now, nextAt).plusMillis(999).toSeconds());
                String when = seconds == 0 ? "reconnecting…" : "reconnecting in " + seconds + " s";
                String old = age == null ? "" : ", data " + Times.span(age) + " old";
                yield new StatusText(when + old, Tone.WARNING, reason + " Try " + attempt + ".");
            }
            case ConnectionState.Refused(var problem) ->
                new StatusText("refused: " + problem.title(), Tone.DANGER, problem.detail());
            case ConnectionState.Distrusted(var why) ->
                new StatusText("certificate refused", Tone.DANGER, String.valueOf(why.getMessage()));
        };
    }

    static StatusText ledger(@Nullable Ledger ledger) {
        if (ledger == null) {
            return plain("ledger: " + Numbers.NONE, Tone.MUTED);
        }
        String sum = "ledger: " + Numbers.grouped(ledger.accepted()) + " accepted = "
                + Numbers.grouped(ledger.stored()) + " stored + "
                + Numbers.grouped(ledger.duplicate()) + " duplicate + "
                + Numbers.grouped(ledger.deadLettered()) + " dead + "
                + Numbers.grouped(ledger.purged()) + " purged + "
                + Numbers.grouped(ledger.inFlight()) + " in flight";
        if (ledger.unexplained() == 0) {
            return new StatusText(sum, Tone.MUTED, "Every accepted event is accounted for.");
        }
        return new StatusText(
                sum + " + " + Numbers.grouped(ledger.unexplained()) + " unexplained",
                Tone.DANGER,
                "Events were confirmed by the broker and are neither stored, dead-lettered, purged nor waiting.");
    }

    /// @param check name of the check in the report
    static StatusText health(@Nullable HealthReport health, String check, String label) {
        HealthReport.Check found = health == null
                ? null
                : health.checks().stream()
                        .filter(each -> each.name().equals(check))
                        .findFirst()
                        .orElse(null);
        if (found == null) {
            return new StatusText(label, Tone.MUTED, label + ": not known");
        }
        Tone tone =
                switch (found.state()) {
                    case GREEN -> Tone.SUCCESS;
                    case AMBER -> Tone.WARNING;
                    case RED -> Tone.DANGER;
                };
        String word = found.state() == HealthState.RED ? label + " down" : label;
        return new StatusText(word, tone, found.detail());
    }

    private static StatusText plain(String text, Tone tone) {
        return new StatusText(text, tone, text);
    }
}
