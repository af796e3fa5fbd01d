package dev.sluice.server.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessCpuTest {
    private final ProcessCpu cpu = new ProcessCpu(100);

    @Test
    void countsChildrenThatEnded() throws Exception {
        // it reads a line, burns in a child of its own, says so, and stays
        Process shell = new ProcessBuilder(
                        "bash",
                        "-c",
                        "read -r _; bash -c 'for ((i = 0; i < 300000; i++)); do :; done'; echo burnt; read -r _")
                .start();
        try (var toShell = shell.outputWriter();
                var fromShell = shell.inputReader()) {
            double before = used(shell.pid());
            toShell.write("go\n");
            toShell.flush();
            assertEquals("burnt", fromShell.readLine());
            double after = used(shell.pid());
            assertTrue(after - before >= 0.05, () -> "used " + (after - before) + " s");
        } finally {
            shell.destroy();
        }
    }

    @Test
    void aProcessThatIsGoneUsesNothing() throws IOException {
        assertEquals(0.0, used(Integer.MAX_VALUE));
    }

    private double used(long pid) throws IOException {
        return cpu.seconds(Map.of("group", List.of(pid))).get("group");
    }
}
