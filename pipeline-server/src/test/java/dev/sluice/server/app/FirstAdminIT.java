package dev.sluice.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.server.config.ServerConfig;
import dev.sluice.server.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How the first admin gets in, and that there is no other way.
class FirstAdminIT {
    private final TestServers servers = new TestServers();

    @AfterEach
    void stop() {
        servers.close();
    }

    private SluiceServer start() throws IOException {
        Map<String, String> environment = new HashMap<>(servers.environment());
        environment.remove("SLUICE_ADMIN_TOKEN");
        SluiceServer server = SluiceServer.start(ServerConfig.load(List.of(), environment));
        Eventually.eventually(RunningPipeline.DEADLINE, server::ready, "the server is ready");
        return server;
    }

    @Test
    void makesATokenOnceAndNoneOnceSomebodyCanAdminister() throws IOException {
        Path file = Path.of(servers.environment().get("SLUICE_HOME"), "admin-token");
        String user = "{\"name\":\"anna\",\"role\":\"admin\",\"password\":\"blue kettle of 9 frogs\"}";
        try (SluiceServer server = start();
                KeyClient client = new KeyClient(server.url())) {
            String token = server.adminToken().orElseThrow();
            assertEquals(token, Files.readString(file).strip());
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            assertEquals(201, client.call("POST", "/v1/users", token, user).statusCode());
        }
        String kept = Files.readString(file).strip();
        try (SluiceServer server = start()) {
            assertEquals(Optional.of(kept), server.adminToken(), "a kept token stays in force");
        }
        Files.delete(file);
        try (SluiceServer server = start();
                KeyClient client = new KeyClient(server.url())) {
            assertEquals(Optional.empty(), server.adminToken());
            assertTrue(Files.notExists(file));
            assertEquals(401, client.call("GET", "/v1/users", kept, "").statusCode());
            String login = "{\"user\":\"anna\",\"password\":\"blue kettle of 9 frogs\"}";
            assertEquals(201, client.call("POST", "/v1/session", "", login).statusCode());
        }
    }
}
