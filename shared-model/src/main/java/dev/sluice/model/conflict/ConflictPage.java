package dev.sluice.model.conflict;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Newest first.
public record ConflictPage(
        List<EventConflict> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next) {
    public ConflictPage {
        items = List.copyOf(items);
    }
}
