package dev.sluice.server.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Map;

/// Runs wrk with our script. Ids are unique over all runs of a benchmark.
final class Load {
    private static final int THREADS = 2;
    private static final int RUNS_BITS = 12;

    private final Servers servers;
    private final BenchOptions options;
    private final long first = ((long) new SecureRandom().nextInt(1 << (Integer.SIZE - RUNS_BITS - 1))) << RUNS_BITS;
    private int runs;

    Load(Servers servers, BenchOptions options) {
        this.servers = servers;
        this.options = options;
    }

    /// Returns when wrk has ended, after about `seconds`.
    ///
    /// @throws IOException when wrk does not end with a result
    WrkResult drive(Endpoint endpoint, Mode mode, int seconds) throws IOException, InterruptedException {
        int connections = options.connections(mode);
        ProcessBuilder builder = new ProcessBuilder(
                        "wrk",
                        "-t" + Math.min(THREADS, connections),
                        "-c" + connections,
                        "-d" + seconds + "s",
                        "--timeout",
                        "20s",
                        "-s",
                        servers.script().toString(),
                        endpoint.url().toString())
                .redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.put("BATCH", Integer.toString(options.batch(mode)));
        environment.put("INGEST_PATH", endpoint.path(mode));
        environment.put("RUN", Long.toString(first + runs++));
        environment.remove("TOKEN");
        if (endpoint.token() != null) {
            environment.put("TOKEN", endpoint.token());
        }
        Process wrk = builder.start();
        String output = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        wrk.waitFor();
        return WrkResult.parse(output);
    }
}
