package dev.sluice.console.client;

import dev.sluice.model.error.Problem;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The server answered, and the answer was a problem.
public final class ProblemException extends ClientException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final @Nullable Duration retryAfter;

    public ProblemException(Problem problem, @Nullable Duration retryAfter) {
        super(problem.detail().isBlank() ? problem.title() : problem.detail(), null);
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    public Problem problem() {
        return problem;
    }

    /// What the server asked to wait, when it did.
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    @Override
    public boolean retryable() {
        return problem.retryable() || problem.status() == 429 || problem.status() == 503;
    }
}
