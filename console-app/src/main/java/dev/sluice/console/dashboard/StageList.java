package dev.sluice.console.dashboard;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/// As many stations as there is room for, and how many more there are.
final class StageList extends Region {
    private static final double GAP = 8;

    private final List<StageCell> cells = new ArrayList<>();
    private final Label more = new Label();

    StageList() {
        more.getStyleClass().add("stage-more");
        setMinHeight(0);
        setMaxHeight(USE_PREF_SIZE);
    }

    /// Reuses the cells that are there: nothing jumps while the figures change.
    void show(List<StageRow> rows) {
        while (cells.size() > rows.size()) {
            cells.removeLast();
        }
        while (cells.size() < rows.size()) {
            cells.add(new StageCell());
        }
        for (int i = 0; i < rows.size(); i++) {
            cells.get(i).show(rows.get(i));
        }
        getChildren().setAll(cells);
        getChildren().add(more);
        requestLayout();
    }

    @Override
    protected double computePrefHeight(double width) {
        double height = 0;
        for (StageCell cell : cells) {
            height += cell.prefHeight(width) + GAP;
        }
        return Math.max(0, height - GAP);
    }

    @Override
    protected void layoutChildren() {
        boolean all = computePrefHeight(getWidth()) <= getHeight() + 1;
        double moreHeight = more.prefHeight(-1);
        double room = all ? getHeight() + 1 : getHeight() - moreHeight;
        double y = 0;
        int shown = 0;
        for (StageCell cell : cells) {
            double height = cell.prefHeight(getWidth());
            boolean fits = shown == cells.indexOf(cell) && y + height <= room;
            cell.setVisible(fits);
            if (fits) {
                cell.resizeRelocate(0, y, getWidth(), height);
                y += height + GAP;
                shown++;
            }
        }
        more.setVisible(!all);
        int hidden = cells.size() - shown;
        more.setText("and " + hidden + " more " + (hidden == 1 ? "queue" : "queues"));
        more.resizeRelocate(0, Math.max(0, y - 2), getWidth(), moreHeight);
    }
}
