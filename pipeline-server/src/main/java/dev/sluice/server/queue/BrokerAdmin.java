package dev.sluice.server.queue;

import com.rabbitmq.http.client.Client;
import com.rabbitmq.http.client.ClientParameters;
import com.rabbitmq.http.client.HttpException;
import com.rabbitmq.http.client.JdkHttpClientHttpLayer;
import com.rabbitmq.http.client.domain.QueueInfo;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.config.BrokerConfig;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Reads the management API. Its figures are samples, up to five seconds old at the broker's defaults. Thread-safe.
public final class BrokerAdmin {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final Client client;
    private final String virtualHost;

    /// @throws PipelineException `internal` when the address cannot be used
    public BrokerAdmin(BrokerConfig config) {
        // a layer of one's own brings its own authorization: the client adds none to it
        String authorization = JdkHttpClientHttpLayer.authorization(
                config.managementUser(), config.managementPassword().value());
        try {
            this.client = new Client(new ClientParameters()
                    .url(config.managementUrl().toString().replaceFirst("/*$", "/api/"))
                    .username(config.managementUser())
                    .password(config.managementPassword().value())
                    .httpLayerFactory(JdkHttpClientHttpLayer.configure()
                            .clientBuilderConsumer(b -> b.connectTimeout(TIMEOUT))
                            .requestBuilderConsumer(b -> b.timeout(TIMEOUT).setHeader("Authorization", authorization))
                            .create()));
        } catch (MalformedURLException | URISyntaxException e) {
            throw new PipelineException(
                    ErrorCode.INTERNAL, "SLUICE_AMQP_MANAGEMENT_URL is not a URL that can be used.", e);
        }
        this.virtualHost = config.virtualHost();
    }

    /// @param object name of a broker queue
    /// @return [BrokerQueue#NONE] when there is no such queue
    /// @throws PipelineException `broker-unavailable` when the management API does not answer
    public BrokerQueue queue(String object) {
        try {
            @Nullable QueueInfo info = client.getQueue(virtualHost, object);
            return info == null
                    ? BrokerQueue.NONE
                    : new BrokerQueue(
                            info.getMessagesReady(),
                            info.getMessagesUnacknowledged(),
                            Math.toIntExact(info.getConsumerCount()));
        } catch (HttpException | IllegalStateException e) {
            throw unavailable(e);
        }
    }

    /// the broker's version
    public String version() {
        try {
            return client.getOverview().getServerVersion();
        } catch (HttpException | IllegalStateException e) {
            throw unavailable(e);
        }
    }

    private static PipelineException unavailable(RuntimeException e) {
        return new PipelineException(
                ErrorCode.BROKER_UNAVAILABLE, "The broker's management API does not answer: " + e.getMessage(), e);
    }
}
