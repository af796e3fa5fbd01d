package dev.sluice.console.app;

import dev.sluice.console.feed.ViewWindow;
import dev.sluice.console.theme.Appearance;
import dev.sluice.console.theme.Theme;
import dev.sluice.console.widget.Pill;
import dev.sluice.console.widget.SegmentedButtons;
import dev.sluice.console.widget.StatusDot;
import dev.sluice.console.widget.Tone;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Which server, which stretch of time, who.
final class TopBar extends StackPane {
    private final ShellViewModel model;

    TopBar(ShellViewModel model, Theme theme, Shell.Exits exits) {
        this.model = model;
        getStyleClass().add("top-bar");
        HBox left = row(Pos.CENTER_LEFT, server(exits), pill(ShellIds.ENVIRONMENT, true));
        HBox middle = row(Pos.CENTER, range(), mode());
        HBox right = row(Pos.CENTER_RIGHT, themeSwitch(theme), pill(ShellIds.ROLE, false));
        for (HBox row : List.of(left, middle, right)) {
            row.setMaxWidth(Region.USE_PREF_SIZE);
        }
        setAlignment(left, Pos.CENTER_LEFT);
        setAlignment(right, Pos.CENTER_RIGHT);
        getChildren().addAll(left, middle, right);
    }

    private Node server(Shell.Exits exits) {
        StatusDot dot = new StatusDot(Tone.MUTED);
        model.linkProperty().subscribe(link -> dot.show(link.tone()));
        MenuItem leave = new MenuItem("Other server…");
        leave.setId(ShellIds.SERVER + "-leave");
        leave.setOnAction(event -> exits.leave().run());
        MenuItem logIn = new MenuItem("Log in as…");
        logIn.setId(ShellIds.SERVER + "-log-in");
        logIn.setOnAction(event -> exits.logIn().run());
        MenuButton name = new MenuButton("", dot, logIn, leave);
        name.setId(ShellIds.SERVER);
        name.getStyleClass().addAll("server-name", "flat");
        name.setMinWidth(USE_PREF_SIZE);
        model.serverProperty().subscribe(server -> {
            name.setText(server.name());
            name.setAccessibleText("Server " + server.name());
        });
        return name;
    }

    private Pill pill(String id, boolean environment) {
        Pill pill = new Pill("", Tone.MUTED);
        pill.setId(id);
        model.serverProperty().subscribe(server -> {
            String text = environment ? server.environment() : server.role();
            pill.show(text, environment && text.equals("production") ? Tone.DANGER : Tone.MUTED);
            pill.setVisible(!text.isEmpty());
        });
        return pill;
    }

    private Node range() {
        SegmentedButtons<ViewWindow.Range> range = new SegmentedButtons<>(
                ShellIds.RANGE, "Time range", List.of(ViewWindow.Range.values()), ViewWindow.Range::label);
        range.selectedProperty().bindBidirectional(model.window().rangeProperty());
        return range;
    }

    private Node mode() {
        SegmentedButtons<Boolean> mode =
                new SegmentedButtons<>(ShellIds.MODE, "View", List.of(true, false), live -> live ? "● Live" : "Freeze");
        mode.selectedProperty().subscribe((before, live) -> model.live(live));
        model.window().frozenAtProperty().subscribe(frozen -> mode.selectedProperty()
                .set(frozen == null));
        return mode;
    }

    private static Node themeSwitch(Theme theme) {
        Button button = new Button();
        FontIcon icon = new FontIcon(Feather.SUN);
        button.setGraphic(icon);
        button.setId(ShellIds.THEME);
        button.getStyleClass().addAll("button-icon", "flat", "theme-switch");
        Tooltip tooltip = new Tooltip();
        tooltip.textProperty()
                .bind(Bindings.createStringBinding(() -> hint(theme.appearance()), theme.appearanceProperty()));
        button.setTooltip(tooltip);
        button.accessibleTextProperty().bind(tooltip.textProperty());
        theme.appearanceProperty()
                .subscribe(now -> icon.setIconCode(now == Appearance.DARK ? Feather.SUN : Feather.MOON));
        button.setOnAction(event -> theme.show(theme.appearance().other()));
        return button;
    }

    private static String hint(Appearance now) {
        return now == Appearance.DARK ? "Light appearance" : "Dark appearance";
    }

    private static HBox row(Pos alignment, Node... nodes) {
        HBox row = new HBox(12, nodes);
        row.setAlignment(alignment);
        return row;
    }
}
