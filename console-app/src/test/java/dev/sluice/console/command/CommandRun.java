package dev.sluice.console.command;

import dev.sluice.console.testkit.FakeServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// One run of the command line against a server: its exit code and what it printed.
record CommandRun(int code, String out, String err) {

    static CommandRun of(FakeServer server, String in, String... args) {
        return of(Map.of("SLUICE_URL", server.url(), "SLUICE_TOKEN", FakeServer.TOKEN), in, args);
    }

    static CommandRun of(Map<String, String> environment, String in, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        var surroundings = new CommandMain.Surroundings(
                environment,
                new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                raw,
                new PrintWriter(out),
                new PrintWriter(err),
                false);
        int code = CommandMain.run(surroundings, args);
        return new CommandRun(code, out + raw.toString(StandardCharsets.UTF_8), err.toString());
    }
}
