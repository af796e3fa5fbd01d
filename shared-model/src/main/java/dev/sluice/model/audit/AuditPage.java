package dev.sluice.model.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Newest first.
public record AuditPage(
        List<AuditRecord> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next) {
    public AuditPage {
        items = List.copyOf(items);
    }

    /// What everybody may see of it.
    public AuditPage brief() {
        return new AuditPage(items.stream().map(AuditRecord::brief).toList(), next);
    }
}
