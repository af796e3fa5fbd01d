package dev.sluice.console.events;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import javafx.collections.ObservableListBase;
import org.jspecify.annotations.Nullable;

/// All rows of a search as one list, of which only some pages are in memory. A row that is not there is shown as
/// [EventRow#LOADING] and its page is asked for; pages not looked at for longest are dropped, their cursors kept, so
/// scrolling back fetches them again. Reading near the end asks for the page after. FX thread only.
final class PagedRows extends ObservableListBase<EventRow> {
    /// Placeholders after the last page while there is another one.
    private static final int AHEAD = 50;

    private final IntConsumer fetch;
    private final int maxPages;
    private final long maxChars;
    /// cursor of each page known so far, null for the first
    private final List<@Nullable String> cursors = new ArrayList<>();
    /// index of each page's first row
    private final List<Integer> starts = new ArrayList<>();
    private final Map<Integer, List<EventRow>> pages = new HashMap<>();
    /// the page looked at longest ago first
    private final Set<Integer> used = new LinkedHashSet<>();
    private final Set<Integer> asked = new LinkedHashSet<>();
    private int loadedEnd;
    private boolean more;
    private long chars;

    /// @param fetch asked for a page by its number; answers by [#add]
    /// @param maxPages,maxChars what is kept at most, save for the page just read
    PagedRows(IntConsumer fetch, int maxPages, long maxChars) {
        this.fetch = fetch;
        this.maxPages = maxPages;
        this.maxChars = maxChars;
    }

    /// Forgets everything.
    void reset() {
        int before = size();
        List<EventRow> removed = Collections.nCopies(before, EventRow.LOADING);
        beginChange();
        cursors.clear();
        starts.clear();
        pages.clear();
        used.clear();
        asked.clear();
        loadedEnd = 0;
        more = false;
        chars = 0;
        if (before > 0) {
            nextRemove(0, removed);
        }
        endChange();
    }

    @Nullable
    String cursorOf(int page) {
        return cursors.get(page);
    }

    int pagesInMemory() {
        return pages.size();
    }

    /// A page has come.
    ///
    /// @param next cursor of the page after, null when this is the last
    void add(int page, List<EventRow> rows, @Nullable String next) {
        asked.remove(page);
        beginChange();
        if (page == starts.size()) {
            append(page, rows, next);
        } else {
            // fetched again: the same rows at the same place
            int start = starts.get(page);
            int end = Math.min(start + rows.size(), end(page));
            keep(page, rows.subList(0, end - start));
            nextReplace(start, end, Collections.nCopies(end - start, EventRow.LOADING));
        }
        endChange();
        trim(page);
    }

    /// A page could not be had; the next look at it asks again.
    void failed(int page) {
        asked.remove(page);
    }

    private void append(int page, List<EventRow> rows, @Nullable String next) {
        int before = size();
        if (cursors.isEmpty()) {
            cursors.add(null);
        }
        starts.add(loadedEnd);
        int start = loadedEnd;
        loadedEnd += rows.size();
        more = next != null;
        if (more) {
            cursors.add(next);
        }
        keep(page, rows);
        int after = size();
        int both = Math.min(before, after);
        if (both > start) {
            nextReplace(start, both, Collections.nCopies(both - start, EventRow.LOADING));
        }
        if (after > before) {
            nextAdd(before, after);
        }
        for (int i = after; i < before; i++) {
            nextRemove(after, EventRow.LOADING);
        }
    }

    private void keep(int page, List<EventRow> rows) {
        pages.put(page, List.copyOf(rows));
        chars += chars(rows);
        used.add(page);
    }

    private void trim(int justCome) {
        while (pages.size() > 1 && (pages.size() > maxPages || chars > maxChars)) {
            int oldest = used.iterator().next();
            if (oldest == justCome) {
                return;
            }
            used.remove(oldest);
            chars -= chars(pages.remove(oldest));
        }
    }

    private static long chars(List<EventRow> rows) {
        return rows.stream()
                .mapToLong(row -> row.event() == null ? 0 : row.event().json().length())
                .sum();
    }

    @Override
    public EventRow get(int index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException(index);
        }
        if (index >= loadedEnd - AHEAD && more) {
            ask(starts.size());
        }
        if (index >= loadedEnd) {
            return EventRow.LOADING;
        }
        int page = pageOf(index);
        List<EventRow> rows = pages.get(page);
        if (rows == null) {
            ask(page);
            return EventRow.LOADING;
        }
        used.remove(page);
        used.add(page);
        return rows.get(index - starts.get(page));
    }

    private void ask(int page) {
        if (asked.add(page)) {
            fetch.accept(page);
        }
    }

    private int pageOf(int index) {
        int low = 0;
        int high = starts.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (starts.get(middle) <= index) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private int end(int page) {
        return page + 1 < starts.size() ? starts.get(page + 1) : loadedEnd;
    }

    @Override
    public int size() {
        return loadedEnd + (more ? AHEAD : 0);
    }
}
