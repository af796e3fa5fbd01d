package dev.sluice.server.control;

import dev.sluice.model.deadletter.LetterSelection;
import dev.sluice.model.deadletter.Redrive;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.store.LetterChoice;
import dev.sluice.server.store.RedriveJob;
import dev.sluice.server.store.RedriveProgress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Between what is asked of dead letters on the wire and what the store knows.
final class LetterChoices {
    static final int MAX_REASON = 500;
    static final int MAX_OWNER = 100;

    private static final int MAX_IDS = 1_000;

    private LetterChoices() {}

    /// @throws PipelineException `malformed-request` unless it says exactly one thing
    static LetterChoice of(String queue, LetterSelection which) {
        @Nullable List<String> ids = which.ids();
        @Nullable String fingerprint = which.fingerprint();
        boolean all = Boolean.TRUE.equals(which.all());
        if ((ids == null ? 0 : 1) + (fingerprint == null ? 0 : 1) + (all ? 1 : 0) != 1) {
            throw malformed(
                    "Say which letters: \"ids\":[…], \"fingerprint\":\"…\" or \"all\":true, and only one of it.");
        }
        if (ids != null && (ids.isEmpty() || ids.size() > MAX_IDS)) {
            throw malformed("ids has " + ids.size() + " entries; 1 to " + MAX_IDS + " are allowed.");
        }
        return new LetterChoice(
                queue,
                ids == null
                        ? null
                        : ids.stream().mapToLong(LetterChoices::id).distinct().toArray(),
                fingerprint,
                Long.MAX_VALUE);
    }

    static LetterChoice one(String queue, String id) {
        return new LetterChoice(queue, new long[] {id(id)}, null, Long.MAX_VALUE);
    }

    private static long id(@Nullable String text) {
        if (text == null || !text.matches("[0-9]{1,18}")) {
            throw malformed("The id of a dead letter is a whole number, as a text; take it from a page.");
        }
        return Long.parseLong(text);
    }

    /// @return null for none, or a blank one
    static @Nullable String text(String name, @Nullable String value, int max) {
        if (value == null || value.isBlank()) {
            return null;
        }
        if (value.strip().length() > max || value.indexOf('\0') >= 0) {
            throw malformed(name + " is a text of at most " + max + " characters.");
        }
        return value.strip();
    }

    static Redrive redrive(RedriveProgress now) {
        RedriveJob job = now.job();
        return new Redrive(
                job.id(),
                job.choice().queue(),
                job.state(),
                job.total(),
                now.sent(),
                now.returned(),
                job.stepSize(),
                job.rate(),
                job.threshold(),
                job.reason(),
                job.startedBy(),
                job.startedAt(),
                job.endedAt(),
                null,
                job.detail());
    }

    private static PipelineException malformed(String detail) {
        return new PipelineException(ErrorCode.MALFORMED_REQUEST, detail);
    }
}
