package dev.sluice.model.rejection;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Newest first.
///
/// @param rates the most frequent refusals of the last hour
public record RejectionPage(
        List<KeptRejection> items,
        List<RejectionRate> rates,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next) {
    public RejectionPage {
        items = List.copyOf(items);
        rates = List.copyOf(rates);
    }
}
