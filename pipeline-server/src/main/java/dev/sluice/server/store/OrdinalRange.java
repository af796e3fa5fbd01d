package dev.sluice.server.store;

/// Event ordinals `[lo, hi)` of one incarnation.
public record OrdinalRange(long lo, long hi) {
    public OrdinalRange {
        if (lo < 0 || hi < lo) {
            throw new IllegalArgumentException("not a range: [" + lo + "," + hi + ")");
        }
    }
}
