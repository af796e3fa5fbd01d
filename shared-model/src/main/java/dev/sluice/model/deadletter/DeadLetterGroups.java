package dev.sluice.model.deadletter;

import java.util.List;

/// Groups of waiting dead letters, those that died last first.
///
/// @param total groups there are; at most 1,000 are listed
public record DeadLetterGroups(List<DeadLetterGroup> items, long total) {
    public DeadLetterGroups {
        items = List.copyOf(items);
    }
}
