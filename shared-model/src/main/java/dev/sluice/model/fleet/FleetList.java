package dev.sluice.model.fleet;

import java.util.List;

/// Every instance that gave a sign of life in the last 15 s, by name.
public record FleetList(List<FleetMember> items) {
    public FleetList {
        items = List.copyOf(items);
    }
}
