package dev.sluice.console.feed;

import dev.sluice.console.client.Failure;
import dev.sluice.console.client.ProblemException;
import dev.sluice.console.widget.Times;
import dev.sluice.console.widget.ViewState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How an answer that is asked for again and again stands: never came, is fresh, is the last one known. FX thread only.
public final class Freshness {
    private @Nullable Instant answeredAt;

    public ViewState answered(Instant now) {
        answeredAt = now;
        return ViewState.READY;
    }

    /// What was shown stays, greyed; without any, and when the server says no, the reason is shown.
    public ViewState failed(Exception cause, Instant now) {
        boolean refused =
                cause instanceof ProblemException problem && problem.problem().status() / 100 == 4;
        if (answeredAt == null || refused) {
            Failure failure = Failure.of(cause);
            return new ViewState.Failed(failure.code(), failure.text(), failure.requestId());
        }
        return new ViewState.Stale(Times.span(Duration.between(answeredAt, now)));
    }
}
