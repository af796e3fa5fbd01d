package dev.sluice.model.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Newest first.
public record ReplayList(
        List<Replay> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next) {
    public ReplayList {
        items = List.copyOf(items);
    }
}
