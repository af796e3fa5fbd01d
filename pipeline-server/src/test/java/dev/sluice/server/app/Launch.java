package dev.sluice.server.app;

import dev.sluice.server.telemetry.Waypoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// How a [ServerProcess] is started. The port stays the same, so that a killed server comes back where it was.
///
/// @param main the class with the entry point
/// @param arguments before the roles
/// @param options of the JVM, beside the heap
record Launch(Class<?> main, List<String> arguments, String roles, String heap, List<String> options, int port) {
    static Launch plain() {
        return new Launch(ServerMain.class, List.of(), "ingest,store,api", "256m", List.of(), freePort());
    }

    Launch roles(String wanted) {
        return new Launch(main, arguments, wanted, heap, options, port);
    }

    /// @param wanted options of the JVM
    Launch options(String... wanted) {
        return new Launch(main, arguments, roles, heap, List.of(wanted), port);
    }

    /// without a failpoint, on the same port
    Launch repaired() {
        return new Launch(ServerMain.class, List.of(), roles, heap, options, port);
    }

    /// @param pass of the waypoint, from 1
    Launch failpoint(Waypoint at, FailpointMain.Action action, int pass) {
        return new Launch(
                FailpointMain.class,
                List.of(at.name(), action.name(), Integer.toString(pass)),
                roles,
                heap,
                options,
                port);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.add("-Xmx" + heap);
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(arguments);
        command.addAll(List.of("--roles", roles));
        return command;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
