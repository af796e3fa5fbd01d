package dev.sluice.server.app;

import dev.sluice.server.config.ConfigException;
import dev.sluice.server.config.ServerConfig;
import dev.sluice.server.telemetry.Waypoints;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.LogManager;

/// The server's entry point: `ServerMain [--roles ingest,store,api] [--unsafe] …`, the rest from the environment.
/// Ends with 0 after SIGTERM, with 2 when it cannot start as it is configured; a second signal ends it at once.
public final class ServerMain {
    private static final int CANNOT_START = 2;

    private ServerMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        run(List.of(arguments), Waypoints.NONE);
    }

    /// Runs until it is told to stop.
    static void run(List<String> arguments, Waypoints waypoints) throws IOException, InterruptedException {
        configureLogging();
        try {
            SluiceServer server = SluiceServer.start(ServerConfig.load(arguments, System.getenv()), waypoints);
            CountDownLatch stopped = new CountDownLatch(1);
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                server.close();
                                stopped.countDown();
                            },
                            "stop"));
            stopped.await();
        } catch (ConfigException | IOException e) {
            System.err.println(e.getMessage());
            System.exit(CANNOT_START);
        }
    }

    /// Before the first logger is made.
    private static void configureLogging() throws IOException {
        System.setProperty("java.util.logging.manager", LastingLogManager.class.getName());
        try (InputStream settings = ServerMain.class.getResourceAsStream("/logging.properties")) {
            if (settings != null && System.getProperty("java.util.logging.config.file") == null) {
                LogManager.getLogManager().readConfiguration(settings);
            }
        }
    }
}
