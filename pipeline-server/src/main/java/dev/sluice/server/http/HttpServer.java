package dev.sluice.server.http;

import dev.sluice.server.access.Keyring;
import dev.sluice.server.config.HttpConfig;
import dev.sluice.server.telemetry.PipelineMeters;
import dev.sluice.server.tls.ServerIdentity;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The HTTP server of a process: Jetty with a strict parser, a virtual thread per request, and bounds on everything.
/// `start` and `stop` from one thread, once each.
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final int HEADER_BYTES = 16 << 10;
    private static final int CARRIERS = 16;
    private static final int LIVE_MESSAGE_BYTES = 64 << 10;
    private static final Duration LIVE_IDLE = Duration.ofSeconds(30);

    private final Server server;
    private final ServerConnector connector;
    private final SlowHeaderGuard slowHeaders;
    private final HttpConfig config;

    /// @param keyring knows whose a token is
    /// Plain HTTP.
    ///
    /// @param keyring knows whose a token is
    /// @param denied told of acts that were refused for want of a right
    public HttpServer(HttpConfig config, Keyring keyring, RouteTable routes, PipelineMeters meters, DeniedActs denied) {
        this(config, null, keyring, routes, meters, denied);
    }

    /// @param identity the certificate to show, null: plain HTTP
    public HttpServer(
            HttpConfig config,
            @Nullable ServerIdentity identity,
            Keyring keyring,
            RouteTable routes,
            PipelineMeters meters,
            DeniedActs denied) {
        this.config = config;
        QueuedThreadPool threads = new QueuedThreadPool(CARRIERS, 4);
        threads.setName("http");
        Executor perRequest = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("http-", 0).factory());
        threads.setVirtualThreadsExecutor(perRequest);
        server = new Server(threads);
        connector = identity == null
                ? new HttpConnector(server, new HttpConnectionFactory(protocol()))
                : new HttpConnector(server, TlsPort.factories(identity, protocol()));
        connector.setHost(config.host());
        connector.setPort(config.port());
        connector.setIdleTimeout(config.idleTimeout().toMillis());
        connector.setShutdownIdleTimeout(1_000);
        slowHeaders = new SlowHeaderGuard(config.headerTimeout());
        connector.addBean(slowHeaders);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(config.maxConnections(), connector));
        server.setErrorHandler(new ParserProblems());

        ServerWebSocketContainer sockets = ServerWebSocketContainer.ensure(server);
        sockets.setMaxTextMessageSize(LIVE_MESSAGE_BYTES);
        sockets.setMaxBinaryMessageSize(LIVE_MESSAGE_BYTES);
        sockets.setMaxFrameSize(LIVE_MESSAGE_BYTES);
        sockets.setIdleTimeout(LIVE_IDLE);
        server.setHandler(new GracefulHandler(
                new Dispatcher(routes, new BearerAuth(keyring), meters, denied, config.bodyTimeout(), perRequest)));
    }

    private static HttpConfiguration protocol() {
        HttpConfiguration http = new HttpConfiguration();
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setSendServerVersion(false);
        // A bare LF ends a line for Jetty's default and not for others: an ambiguity that requests are smuggled
        // through.
        http.setHttpCompliance(HttpCompliance.RFC9110.without(
                "SLUICE",
                HttpCompliance.Violation.LF_HEADER_TERMINATION,
                HttpCompliance.Violation.LF_CHUNK_TERMINATION));
        // Ids of events may hold slashes and percent signs; the route table splits the path before it decodes.
        http.setUriCompliance(UriCompliance.DEFAULT.with(
                "SLUICE",
                UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING));
        return http;
    }

    /// @throws IOException when the address cannot be listened on; the message says which and what to do
    public void start() throws IOException {
        try {
            server.start();
        } catch (Exception e) {
            close(Duration.ZERO);
            throw new IOException(
                    "Cannot listen on " + config.host() + ":" + config.port() + " (" + e.getMessage()
                            + "); stop what uses that port or set SLUICE_HTTP_PORT to another.",
                    e);
        }
    }

    /// The port listened on, also when any free one was asked for.
    public int port() {
        return connector.getLocalPort();
    }

    /// Takes no new connection, answers new requests 503, and waits for those under way.
    ///
    /// @param grace to wait at most
    public void close(Duration grace) {
        try {
            server.setStopTimeout(grace.toMillis());
            server.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("The HTTP server did not stop cleanly", e);
        } finally {
            slowHeaders.close();
        }
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(1));
    }
}
