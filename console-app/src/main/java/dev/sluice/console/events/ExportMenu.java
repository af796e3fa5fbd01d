package dev.sluice.console.events;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.Region;
import javafx.stage.FileChooser;

/// Saves the whole result, not what is loaded of it; while that runs, it can be stopped.
final class ExportMenu {
    private final EventsViewModel model;
    private final ExportModel export;
    private final MenuButton root = new MenuButton("Export");

    /// @param model knows the result that is shown
    ExportMenu(EventsViewModel model, ExportModel export) {
        this.model = model;
        this.export = export;
        root.setId(EventsIds.EXPORT);
        root.setMinWidth(Region.USE_PREF_SIZE);
        MenuItem ndjson = item("Whole result as NDJSON…", () -> ask("ndjson"));
        MenuItem csv = item("Whole result as CSV…", () -> ask("csv"));
        MenuItem stop = item("Stop the export", export::stop);
        stop.setId(EventsIds.EXPORT_STOP);
        stop.disableProperty().bind(export.runningProperty().not());
        ndjson.disableProperty().bind(export.runningProperty());
        csv.disableProperty().bind(export.runningProperty());
        root.getItems().addAll(ndjson, csv, stop);
        export.runningProperty().subscribe(running -> {
            root.setText(running ? "Exporting…" : "Export");
            root.setAccessibleText(running ? "An export runs" : "Export the whole result");
        });
    }

    MenuButton root() {
        return root;
    }

    private static MenuItem item(String text, Runnable act) {
        MenuItem item = new MenuItem(text);
        item.setOnAction(event -> act.run());
        return item;
    }

    private void ask(String extension) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Export the whole result");
        chooser.setInitialFileName("events." + extension);
        Optional.ofNullable(chooser.showSaveDialog(root.getScene().getWindow()))
                .map(File::toPath)
                .ifPresent(file -> save(file, extension.equals("csv")));
    }

    private void save(Path file, boolean csv) {
        export.export(model.shown(), file, csv);
    }
}
