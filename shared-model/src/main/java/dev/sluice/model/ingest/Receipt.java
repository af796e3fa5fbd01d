package dev.sluice.model.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Ingest's answer.
///
/// @param accepted events confirmed by the broker
/// @param rejected the first [#MAX_LISTED] refused events, by index
/// @param rejectedTotal all refused events
/// @param lines NDJSON only: so many lines from the first on are dealt with, each confirmed, rejected or blank
public record Receipt(
        long accepted,
        List<Rejection> rejected,
        long rejectedTotal,
        @Nullable Long lines) {
    public static final int MAX_LISTED = 1_000;

    public Receipt {
        rejected = List.copyOf(rejected);
    }
}
