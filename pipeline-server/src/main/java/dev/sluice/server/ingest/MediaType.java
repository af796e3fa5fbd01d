package dev.sluice.server.ingest;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A Content-Type taken apart.
///
/// @param name type and subtype in lower case, empty when there is none
/// @param charset in lower case, null when there is none
record MediaType(String name, @Nullable String charset) {
    static MediaType of(@Nullable String header) {
        String[] parts = header == null ? new String[] {""} : header.split(";");
        @Nullable String charset = null;
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].trim().toLowerCase(Locale.ROOT).replace("\"", "");
            if (parameter.startsWith("charset=")) {
                charset = parameter.substring("charset=".length());
            }
        }
        return new MediaType(parts[0].trim().toLowerCase(Locale.ROOT), charset);
    }

    boolean json() {
        return name.endsWith("/json") || name.endsWith("+json");
    }

    /// @throws PipelineException `unsupported-media-type`
    void requireUtf8() {
        if (charset != null && !charset.equals("utf-8")) {
            throw new PipelineException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The charset must be utf-8, as JSON demands.");
        }
    }
}
