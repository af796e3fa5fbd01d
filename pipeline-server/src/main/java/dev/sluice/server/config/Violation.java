package dev.sluice.server.config;

/// One setting that cannot be used.
///
/// @param key environment name, such as `SLUICE_HTTP_PORT`
/// @param value as given; `***` for secrets, empty when missing
/// @param source `flag`, `environment`, `sluice.properties` or `missing`
/// @param allowed the values that would do, as words
public record Violation(String key, String value, String source, String allowed) {
    @Override
    public String toString() {
        return source.equals(Sources.MISSING)
                ? key + " is not set; it needs " + allowed
                : key + " is \"" + value + "\" (from " + source + "); it needs " + allowed;
    }
}
