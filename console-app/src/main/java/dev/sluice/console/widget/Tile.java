package dev.sluice.console.widget;

import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// One figure: its name, the number, its unit, the way it went.
public final class Tile extends VBox {
    private final String name;
    private final Label number = new Label(Numbers.NONE);
    private final Label unit = new Label();
    private final Label note = new Label();
    private final Sparkline sparkline;

    public Tile(String id, String name, Tone tone) {
        this.name = name;
        setId(id);
        getStyleClass().addAll("card", "tile");
        setAccessibleRole(AccessibleRole.TEXT);
        Label title = new Label(name);
        title.getStyleClass().add("card-title");
        title.setMinWidth(USE_PREF_SIZE);
        sparkline = new Sparkline(tone, 76, 22);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox top = new HBox(8, title, gap, sparkline);
        top.setAlignment(Pos.CENTER_LEFT);
        top.setMinHeight(22);
        number.getStyleClass().add("tile-number");
        number.setId(id + "-number");
        number.setMinWidth(USE_PREF_SIZE);
        unit.getStyleClass().add("tile-unit");
        unit.setId(id + "-unit");
        note.getStyleClass().add("tile-note");
        note.setId(id + "-note");
        HBox bottom = new HBox(6, number, unit);
        bottom.setAlignment(Pos.BASELINE_LEFT);
        getChildren().addAll(top, bottom, note);
    }

    /// @param noteText a second figure in small below, empty for none
    /// @param history for the sparkline, oldest first, `NaN` for none
    public void show(String figure, String unitText, String noteText, double[] history) {
        number.setText(figure);
        unit.setText(unitText);
        note.setText(noteText);
        sparkline.show(history);
        setAccessibleText((name + ": " + figure + " " + unitText + " " + noteText).strip());
    }
}
