package dev.sluice.server.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/// Notices that the caller closes the connection while its request is worked on. Jetty does not look until it writes.
/// Only for requests that were read whole. A caller who closes just its sending side counts as gone.
final class PeerWatch implements AutoCloseable, Callback {
    private static final int READ = 1 << 10;

    private final EndPoint link;
    private final Runnable gone;
    private final Object lock = new Object();
    private boolean over;

    private PeerWatch(EndPoint link, Runnable gone) {
        this.link = link;
        this.gone = gone;
    }

    /// @param gone called once, on a thread of its own, unless the watch is closed before
    static PeerWatch start(EndPoint link, Runnable gone) {
        PeerWatch watch = new PeerWatch(link, gone);
        link.tryFillInterested(watch);
        return watch;
    }

    /// There is something to read: the end, or a request sent ahead.
    @Override
    public void succeeded() {
        synchronized (lock) {
            if (over) {
                return;
            }
            ByteBuffer ahead = BufferUtil.allocate(READ);
            int read;
            try {
                read = link.fill(ahead);
            } catch (IOException e) {
                read = -1;
            }
            if (read == 0) {
                link.tryFillInterested(this);
                return;
            }
            over = true;
            if (read < 0) {
                Thread.ofVirtual().name("peer-gone").start(gone);
            } else if (link.getConnection() instanceof Connection.UpgradeTo connection) {
                // goes before what is still to be read, when this request is answered
                connection.onUpgradeTo(ahead);
            }
        }
    }

    @Override
    public void failed(Throwable cause) {
        synchronized (lock) {
            if (!over && !(cause instanceof TimeoutException)) {
                Thread.ofVirtual().name("peer-gone").start(gone);
            }
            over = true;
        }
    }

    /// Leaves the reading to Jetty again; to be called before the answer is complete.
    @Override
    public void close() {
        synchronized (lock) {
            boolean waiting = !over;
            over = true;
            if (waiting && link instanceof AbstractEndPoint endPoint) {
                endPoint.getFillInterest().onFail(new IOException("no longer watched"));
            }
        }
    }
}
