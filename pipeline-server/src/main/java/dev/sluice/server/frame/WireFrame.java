package dev.sluice.server.frame;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A frame as a broker message: a CloudEvents JSON batch, deflated when that pays.
public record WireFrame(
        Map<String, Object> headers,
        @Nullable String contentType,
        @Nullable String contentEncoding,
        byte[] body) {}
