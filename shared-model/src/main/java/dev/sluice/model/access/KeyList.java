package dev.sluice.model.access;

import java.util.List;

/// Keys, newest first: all that may be used, and the last ones that were revoked.
public record KeyList(List<IngestKey> items) {
    public KeyList {
        items = List.copyOf(items);
    }
}
