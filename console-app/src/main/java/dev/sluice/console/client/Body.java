package dev.sluice.console.client;

/// A request body of events.
///
/// @param mediaType `application/x-ndjson` or `application/json`
/// @param bytes not to be changed afterwards
public record Body(String mediaType, byte[] bytes) {
    public static final String NDJSON = "application/x-ndjson";
    public static final String JSON = "application/json";
}
