package dev.sluice.server.store;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What an SQLSTATE means for the work that met it (PostgreSQL manual, appendix A).
enum SqlFailure {
    /// The value is at fault: the same statement fails again, whoever sends it.
    DATA,
    /// Lost a race against another transaction: do it again at once.
    RACE,
    /// A lock was not to be had in the time given.
    BUSY,
    /// The read took too long.
    TIMEOUT,
    /// The database cannot do it now, or nobody knows why: never the value's fault.
    OUTAGE;

    static SqlFailure of(SQLException e) {
        String state = e.getSQLState();
        if (state == null) {
            return OUTAGE;
        }
        return switch (state) {
            case "40001", "40P01" -> RACE;
            case "55P03" -> BUSY;
            case "57014" -> TIMEOUT;
            // not null, foreign key, check, "no partition"; unique violations are ours, never the event's
            case "23502", "23503", "23514" -> DATA;
            default -> state.startsWith("22") || state.startsWith("54") ? DATA : OUTAGE;
        };
    }

    /// @param what the act that failed, as in "storing 12 frames"
    static PipelineException unavailable(String what, SQLException e) {
        return new PipelineException(
                ErrorCode.DATABASE_UNAVAILABLE,
                "The database failed while " + what + " (SQLSTATE " + e.getSQLState() + "); try again later.",
                e);
    }

    /// The server's words without what PostgreSQL's text type cannot hold.
    static String reason(@Nullable String message) {
        String text =
                message == null ? "no reason given" : message.replace('\0', ' ').strip();
        int end = text.toLowerCase(Locale.ROOT).indexOf("\n  where:");
        text = end > 0 ? text.substring(0, end) : text;
        return text.length() > 1_000 ? text.substring(0, 1_000) + "…" : text;
    }
}
