package dev.sluice.console.events;

import dev.sluice.console.widget.ThemedRegion;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.search.Histogram;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;

/// Events over receive time as bars. Dragging over some of them chooses their time.
final class HistogramChart extends ThemedRegion {
    private static final double GAP = 2;

    private final Canvas canvas = new Canvas();
    private final BiConsumer<Instant, Instant> chosen;
    private @Nullable Histogram data;
    private int dragFrom = -1;
    private int dragTo = -1;
    private int hovered = -1;
    private BiConsumer<Integer, Histogram> onHover = (bar, histogram) -> {};

    /// @param chosen told the start and the exclusive end of the bars dragged over
    HistogramChart(BiConsumer<Instant, Instant> chosen) {
        this.chosen = chosen;
        setId(EventsIds.HISTOGRAM);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText("Events over receive time; drag to filter");
        setMinHeight(52);
        getChildren().add(canvas);
        setOnMousePressed(event -> drag(event, true));
        setOnMouseDragged(event -> drag(event, false));
        setOnMouseReleased(event -> release());
        setOnMouseMoved(event -> hover(barAt(event.getX())));
        setOnMouseExited(event -> hover(-1));
    }

    /// @param handler told the bar under the pointer, -1 for none
    void setOnHover(BiConsumer<Integer, Histogram> handler) {
        onHover = handler;
    }

    void show(@Nullable Histogram next) {
        data = next;
        dragFrom = -1;
        dragTo = -1;
        hovered = -1;
        requestLayout();
    }

    static Instant start(Histogram histogram, int bar) {
        return histogram.from().plusMillis(Math.round(bar * histogram.stepSeconds() * 1_000));
    }

    private int barAt(double x) {
        Histogram now = data;
        if (now == null || now.counts().isEmpty()) {
            return -1;
        }
        int bars = now.counts().size();
        return (int) Math.clamp(Math.floor(x / getWidth() * bars), 0, bars - 1);
    }

    private void hover(int bar) {
        Histogram now = data;
        if (bar != hovered && now != null) {
            hovered = bar;
            onHover.accept(bar, now);
            requestLayout();
        }
    }

    private void drag(MouseEvent event, boolean begins) {
        dragTo = barAt(event.getX());
        if (begins) {
            dragFrom = dragTo;
        }
        requestLayout();
    }

    private void release() {
        Histogram now = data;
        int first = Math.min(dragFrom, dragTo);
        int last = Math.max(dragFrom, dragTo);
        dragFrom = -1;
        dragTo = -1;
        requestLayout();
        if (now != null && first >= 0) {
            chosen.accept(start(now, first), start(now, last + 1));
        }
    }

    @Override
    protected void draw() {
        double width = getWidth();
        double height = getHeight();
        canvas.setWidth(width);
        canvas.setHeight(height);
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, width, height);
        g.setStroke(color(Tone.EDGE));
        g.setLineWidth(1);
        g.strokeLine(0, height - 0.5, width, height - 0.5);
        Histogram now = data;
        if (now == null) {
            return;
        }
        List<Long> counts = now.counts();
        long most = counts.stream().mapToLong(Long::longValue).max().orElse(0);
        double slot = width / Math.max(1, counts.size());
        int first = Math.min(dragFrom, dragTo);
        int last = Math.max(dragFrom, dragTo);
        for (int i = 0; i < counts.size(); i++) {
            if (counts.get(i) > 0) {
                boolean lit = i == hovered || first >= 0 && i >= first && i <= last;
                g.setFill(color(Tone.ACCENT, lit ? 1 : 0.5));
                double tall = Math.max(2, (height - 4) * counts.get(i) / most);
                g.fillRoundRect(i * slot + GAP / 2, height - 1 - tall, Math.max(1, slot - GAP), tall, 3, 3);
            }
        }
    }
}
