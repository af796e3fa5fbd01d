package dev.sluice.console.events;

import static dev.sluice.console.testkit.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.client.EventQuery;
import dev.sluice.console.client.ProblemException;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExportModelTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Path FILE = Path.of("somewhere", "out.csv");

    private final FakeEventSearch search = new FakeEventSearch(1_284);
    private final List<String> notices = new CopyOnWriteArrayList<>();
    private final ExecutorService handlers = Executors.newSingleThreadExecutor();
    private final ExportModel model = new ExportModel(
            search,
            new TaskRunner(work -> Thread.ofVirtual().start(work), handlers),
            notice -> notices.add(notice.text()));

    @AfterEach
    void stop() {
        handlers.shutdownNow();
    }

    @Test
    void exportsTheWholeResultOnceAtATime() {
        search.exporting = new CountDownLatch(1);
        model.export(EventQuery.of("declined"), FILE, true);
        model.export(EventQuery.of("again"), FILE, true);
        assertTrue(model.runningProperty().get());
        search.exporting.countDown();
        eventually(SOON, () -> !model.runningProperty().get(), () -> "it ends");

        assertEquals(List.of("declined out.csv true"), search.exports);
        assertEquals(List.of("Exported 1,284 events to out.csv"), notices);
    }

    @Test
    void stopsAndSaysSo() {
        search.exporting = new CountDownLatch(1);
        model.export(EventQuery.of(""), FILE, false);
        eventually(SOON, () -> !search.exports.isEmpty(), () -> "it runs");
        model.stop();
        eventually(SOON, () -> !model.runningProperty().get(), () -> "it ends");

        assertEquals(List.of("The export was stopped"), notices);
    }

    @Test
    void saysWhyItFailed() {
        search.failure = new ProblemException(Problem.of(ErrorCode.OVERLOADED, "5 searches run.", "r-1"), null);
        model.export(EventQuery.of(""), FILE, false);
        eventually(SOON, () -> !notices.isEmpty(), () -> "it says why");

        assertEquals(List.of("Not exported: 5 searches run."), notices);
    }
}
