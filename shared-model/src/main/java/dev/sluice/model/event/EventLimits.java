package dev.sluice.model.event;

/// Bounds of one event.
///
/// @param maxBytes of its JSON text
/// @param maxDepth levels of objects and arrays, the event itself being the first
/// @param maxKeys keys of any one object
public record EventLimits(int maxBytes, int maxDepth, int maxKeys) {
    public static final EventLimits DEFAULT = new EventLimits(1 << 20, 64, 1_000);

    /// UTF-8 bytes of `source` and `subject`
    public static final int MAX_LONG_ATTRIBUTE = 2_048;
    /// UTF-8 bytes of `id` and `type`
    public static final int MAX_SHORT_ATTRIBUTE = 512;
    /// characters of the name of a key, at any level
    public static final int MAX_KEY = 1_024;
}
