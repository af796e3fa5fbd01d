package dev.sluice.console.client;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A failed call in the words a view shows.
///
/// @param code the server's error code, or ours in the same style
/// @param text one or two plain sentences
/// @param requestId to find it in the server's log, null when the server was not reached
/// @param column of a query error: 1-based column in the query text, else null
public record Failure(
        String code,
        String text,
        @Nullable String requestId,
        @Nullable Integer column) {

    /// The call may have been carried out all the same: the server was reached, and no answer came.
    public boolean unanswered() {
        return code.equals(codeOf(UnreachableException.Kind.CUT_OFF))
                || code.equals(codeOf(UnreachableException.Kind.TIMED_OUT));
    }

    private static String codeOf(UnreachableException.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Failure of(Throwable cause) {
        return switch (cause) {
            case ProblemException refused -> {
                var problem = refused.problem();
                String id = problem.requestId().isBlank() ? null : problem.requestId();
                yield new Failure(problem.code(), String.valueOf(refused.getMessage()), id, problem.column());
            }
            case UnreachableException lost ->
                new Failure(codeOf(lost.kind()), String.valueOf(lost.getMessage()), null, null);
            case DistrustException distrust ->
                new Failure("certificate-refused", String.valueOf(distrust.getMessage()), null, null);
            default -> new Failure("internal", "The console failed: " + cause.getMessage(), null, null);
        };
    }
}
