package dev.sluice.console.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.testkit.FakeServer;
import dev.sluice.console.testkit.TestCertificates;
import dev.sluice.model.queue.QueueList;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustCommandTest {
    private final FakeServer server = new FakeServer(0, TestCertificates.good().server())
            .on("GET /v1/queues", request -> FakeServer.Answer.json(new QueueList(List.of())));

    @TempDir
    private Path home;

    @AfterEach
    void stop() {
        server.close();
    }

    private CommandRun run(String... args) {
        return CommandRun.of(
                Map.of(
                        "SLUICE_HOME", home.toString(),
                        "SLUICE_URL", server.url(),
                        "SLUICE_TOKEN", FakeServer.TOKEN),
                "",
                args);
    }

    @Test
    void vouchesForAServerByItsFingerprintAndTakesThatBack() {
        CommandRun stranger = run("queues");
        assertEquals(ExitCode.FAILED, stranger.code());
        assertTrue(
                stranger.err()
                        .contains("./sluice trust " + server.url() + " --fingerprint "
                                + TestCertificates.good().fingerprint()),
                stranger.err());
        assertEquals(List.of(), server.requests());

        CommandRun look = run("trust", server.url());
        assertEquals(ExitCode.REJECTED, look.code());
        assertTrue(look.out().contains(TestCertificates.good().fingerprint()), look.out());

        CommandRun wrong = run(
                "trust",
                server.url(),
                "--fingerprint",
                TestCertificates.stranger().fingerprint());
        assertEquals(ExitCode.REJECTED, wrong.code());
        assertTrue(wrong.err().contains("it is not trusted"), wrong.err());

        CommandRun right = run(
                "trust", server.url(), "--fingerprint", TestCertificates.good().fingerprint());
        assertEquals(ExitCode.OK, right.code(), right.err());
        assertEquals(ExitCode.OK, run("queues").code());
        assertTrue(
                run("trust").out().contains("127.0.0.1:" + server.port()),
                run("trust").out());

        assertEquals(ExitCode.OK, run("trust", "--forget", server.url()).code());
        assertEquals(ExitCode.FAILED, run("queues").code());
    }

    @Test
    void takesThePrivateAuthorityOfAFile() {
        CommandRun run = CommandRun.of(
                Map.of(
                        "SLUICE_HOME", home.toString(),
                        "SLUICE_URL", server.url(),
                        "SLUICE_TOKEN", FakeServer.TOKEN,
                        "SLUICE_CA_FILE", TestCertificates.authority().toString()),
                "",
                "queues");
        assertEquals(ExitCode.OK, run.code(), run.err());
    }
}
