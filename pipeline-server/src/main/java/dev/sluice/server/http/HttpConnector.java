package dev.sluice.server.http;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;

/// Connections that read on in the thread that watches their socket, whichever thread wrote the answer before. A
/// confirm answers a whole frame of requests at once; a pooled thread woken for each of them would mostly find nothing
/// to read yet, which costs more than reading a request.
final class HttpConnector extends ServerConnector {
    private static final int CORES_A_SELECTOR = 4;

    HttpConnector(Server server, ConnectionFactory... protocols) {
        super(server, readingOn(server.getThreadPool()), null, null, 1, selectors(), protocols);
    }

    private static int selectors() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / CORES_A_SELECTOR);
    }

    private static Executor readingOn(Executor pool) {
        return task -> {
            if (task instanceof ConnectionMetaData http
                    && http.getConnection().getEndPoint() instanceof WatchedEndPoint watched) {
                watched.watcher.submit(_ -> task.run());
            } else {
                pool.execute(task);
            }
        };
    }

    /// Its loops never end and it knows virtual threads, so it gets the pool itself.
    @Override
    protected SelectorManager newSelectorManager(Executor executor, Scheduler scheduler, int selectors) {
        return super.newSelectorManager(getServer().getThreadPool(), scheduler, selectors);
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector watcher, SelectionKey key) {
        WatchedEndPoint endPoint = new WatchedEndPoint(channel, watcher, key, getScheduler());
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }

    private static final class WatchedEndPoint extends SocketChannelEndPoint {
        private final ManagedSelector watcher;

        WatchedEndPoint(SocketChannel channel, ManagedSelector watcher, SelectionKey key, Scheduler scheduler) {
            super(channel, watcher, key, scheduler);
            this.watcher = watcher;
        }
    }
}
