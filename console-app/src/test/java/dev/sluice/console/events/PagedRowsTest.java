package dev.sluice.console.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.junit.jupiter.api.Test;

class PagedRowsTest {
    private static final int TOTAL = 1_050;

    private final List<Integer> asked = new ArrayList<>();
    private final PagedRows rows = new PagedRows(asked::add, 3, Long.MAX_VALUE);

    @Test
    void endsWithPlaceholdersWhileThereIsMore() {
        load(0);

        assertEquals(150, rows.size());
        assertSame(EventRow.LOADING, rows.get(120));
    }

    @Test
    void asksOnceForTheNextPageBeforeTheEndIsReached() {
        load(0);
        rows.get(10);
        assertEquals(List.of(), asked);
        rows.get(60);
        rows.get(99);
        rows.get(130);

        assertEquals(List.of(1), asked);
    }

    @Test
    void givesEveryRowInOrderAndForgetsPagesNotLookedAt() {
        load(0);
        for (int i = 0; i < rows.size(); i++) {
            rows.get(i);
            answerAll();
            assertEquals("#" + (1_000 + i), subject(rows.get(i)));
            assertTrue(rows.pagesInMemory() <= 3);
        }
        assertEquals(TOTAL, rows.size());
    }

    @Test
    void fetchesAForgottenPageAgainByItsCursor() {
        load(0);
        for (int i = 0; i < rows.size(); i++) {
            rows.get(i);
            answerAll();
        }
        assertSame(EventRow.LOADING, rows.get(200));
        assertEquals(List.of(2), asked);
        assertEquals("200", rows.cursorOf(2));
        answerAll();

        assertEquals("#1200", subject(rows.get(200)));
    }

    @Test
    void asksAgainForAPageThatFailed() {
        load(0);
        rows.get(99);
        asked.clear();
        rows.failed(1);
        rows.get(99);

        assertEquals(List.of(1), asked);
    }

    @Test
    void tellsListenersChangesThatAddUp() {
        ObservableList<Integer> sizes = FXCollections.observableArrayList();
        int[] size = {0};
        rows.addListener((ListChangeListener<EventRow>) change -> {
            while (change.next()) {
                size[0] += change.getAddedSize() - change.getRemovedSize();
            }
            sizes.add(size[0]);
        });
        load(0);
        load(1);
        rows.reset();
        rows.add(0, page(0, 30), null);

        assertEquals(List.of(150, 250, 0, 30), List.copyOf(sizes));
        assertEquals(30, rows.size());
    }

    private void answerAll() {
        for (int page : List.copyOf(asked)) {
            asked.remove(Integer.valueOf(page));
            load(page);
        }
    }

    private void load(int page) {
        int start = page * 100;
        int end = Math.min(TOTAL, start + 100);
        rows.add(page, page(start, end), end < TOTAL ? String.valueOf(end) : null);
    }

    private static List<EventRow> page(int start, int end) {
        return IntStream.range(start, end)
                .mapToObj(i -> {
                    var event = StoredWebhooks.event(i, FakeEventSearch.NOW);
                    return new EventRow(event, "", "#" + (1_000 + i), "", "");
                })
                .toList();
    }

    private static String subject(EventRow row) {
        return row.type();
    }
}
