package dev.sluice.console.client;

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

    public static Failure of(Throwable cause) {
        return switch (cause) {
            case ProblemException refused -> {
                var problem = refused.problem();
                String id = problem.requestId().isBlank() ? null : problem.requestId();
                yield new Failure(problem.code(), String.valueOf(refused.getMessage()), id, problem.column());
            }
            case UnreachableException lost ->
                new Failure(
                        lost.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                        String.valueOf(lost.getMessage()),
                        null,
                        null);
            case DistrustException distrust ->
                new Failure("certificate-refused", String.valueOf(distrust.getMessage()), null, null);
            default -> new Failure("internal", "The console failed: " + cause.getMessage(), null, null);
        };
    }
}
