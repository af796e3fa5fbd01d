package dev.sluice.server.bench;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is driven: our server, or a peer.
///
/// @param token sent as a bearer token; null for none
/// @param processes whose CPU is charged, by group
record Endpoint(
        String name,
        URI url,
        String singlePath,
        String batchPath,
        @Nullable String token,
        Map<String, List<Long>> processes,
        StoredTable table) {

    String path(Mode mode) {
        return mode == Mode.BATCH ? batchPath : singlePath;
    }

    boolean isSluice() {
        return name.equals(Sample.SLUICE);
    }
}
