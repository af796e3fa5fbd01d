package dev.sluice.server.app;

import dev.sluice.server.telemetry.Waypoint;
import dev.sluice.server.telemetry.Waypoints;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// The server with one failpoint: `FailpointMain WAYPOINT ACTION PASS [server arguments…]`. At the given pass of that
/// waypoint the process exits, the thread hangs, or an exception is thrown; each is told on stdout first.
final class FailpointMain {
    /// exit code of [Action#EXIT]
    static final int EXITED = 77;

    enum Action {
        EXIT,
        HANG,
        THROW
    }

    private FailpointMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> all = List.of(arguments);
        ServerMain.run(
                all.subList(3, all.size()),
                failpoint(Waypoint.valueOf(all.get(0)), Action.valueOf(all.get(1)), Integer.parseInt(all.get(2))));
    }

    /// @param pass the first has number 1
    static Waypoints failpoint(Waypoint at, Action action, int pass) {
        AtomicInteger passes = new AtomicInteger();
        return waypoint -> {
            if (waypoint == at && passes.incrementAndGet() == pass) {
                System.out.println(told(at, action));
                switch (action) {
                    case EXIT -> Runtime.getRuntime().halt(EXITED);
                    case HANG -> hang();
                    case THROW -> throw new IllegalStateException("failpoint " + at);
                }
            }
        };
    }

    /// what the process prints when it gets there
    static String told(Waypoint at, Action action) {
        return "failpoint " + at + " " + action;
    }

    private static void hang() {
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.park();
        }
    }
}
