package dev.sluice.server.config;

/// A password or token. Printing it shows `***`, whatever prints it.
///
/// @param value the secret itself; hand it to the library that needs it and keep no copy
public record Secret(String value) {
    @Override
    public String toString() {
        return value.isEmpty() ? "" : "***";
    }
}
