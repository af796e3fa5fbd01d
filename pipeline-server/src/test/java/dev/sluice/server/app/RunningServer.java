package dev.sluice.server.app;

import dev.sluice.server.testkit.Checker;
import dev.sluice.server.testkit.Eventually;
import dev.sluice.server.testkit.FaultTimes;
import dev.sluice.server.testkit.TcpProxy;
import dev.sluice.server.testkit.TestBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/// A server in this process whose links to the broker pass a proxy, and a checker of it.
final class RunningServer implements AutoCloseable {
    final TestBroker broker = new TestBroker();
    final TcpProxy proxy = broker.proxy();
    final TestServers servers = new TestServers(broker, proxy.port());
    final SluiceServer server;
    final Checker checker;

    /// @param harm done to the proxy before the server connects
    RunningServer(Consumer<TcpProxy> harm) {
        harm.accept(proxy);
        try {
            server = SluiceServer.start(servers.config());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        checker = servers.checker(server::url, server::url);
        Eventually.eventually(FaultTimes.NORMAL_WITHIN, server::ready, "the server is ready");
    }

    void awaitAccepted(int more) {
        int before = checker.accepted();
        Eventually.eventually(
                FaultTimes.NORMAL_WITHIN,
                () -> checker.accepted() > before + more,
                more + " more events are accepted; " + checker.summary());
    }

    @Override
    public void close() {
        checker.close();
        server.close();
        proxy.close();
        servers.close();
    }
}
