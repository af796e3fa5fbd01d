package dev.sluice.server.app;

import static dev.sluice.server.app.RunningPipeline.DEADLINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sluice.server.config.Secret;
import dev.sluice.server.config.ServerConfig;
import dev.sluice.server.testkit.Eventually;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmqpOffIT {
    private final TestServers servers = new TestServers();

    @AfterEach
    void stop() {
        servers.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--amqp-ingest=false", "--roles=store,api"})
    void declaresNoInboxWhenItIsOffOrTheRoleIsAnother(String flag) {
        ServerConfig config = ServerConfig.load(List.of(flag), servers.environment());
        try (Pipeline pipeline = new Pipeline(config, AdminToken.given(new Secret(TestServers.TOKEN)), _ -> {})) {
            pipeline.start();
            Eventually.eventually(DEADLINE, pipeline::ready, "the pipeline is ready");
            assertEquals(
                    0,
                    pipeline.health().report().checks().stream()
                            .filter(c -> c.name().equals("inbox"))
                            .count());
            assertNull(servers.broker().admin().getExchange(servers.broker().virtualHost(), "sluice.in"));
        }
    }
}
