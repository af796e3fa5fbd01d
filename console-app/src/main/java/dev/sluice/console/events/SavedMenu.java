package dev.sluice.console.events;

import dev.sluice.console.access.Acts;
import dev.sluice.console.access.Permits;
import dev.sluice.console.widget.Dialogs;
import dev.sluice.model.search.SavedSearch;
import javafx.collections.ListChangeListener;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// The team's searches: one click runs one, and the one in the query bar can be saved.
final class SavedMenu {
    private static final int SHOWN = 40;

    private final SavedModel saved;
    private final EventsViewModel model;
    private final Dialogs dialogs;
    private final Permits permits;
    private final MenuButton root = new MenuButton("Saved");

    SavedMenu(SavedModel saved, EventsViewModel model, Dialogs dialogs, Permits permits) {
        this.permits = permits;
        this.saved = saved;
        this.model = model;
        this.dialogs = dialogs;
        root.setId(EventsIds.SAVED);
        root.setAccessibleText("Searches of the team");
        root.setMinWidth(Region.USE_PREF_SIZE);
        root.setOnShowing(event -> saved.load());
        saved.searches().addListener((ListChangeListener<SavedSearch>) change -> fill());
        saved.problemProperty().subscribe(problem -> fill());
        model.queryProperty().subscribe(query -> fill());
        permits.sessionProperty().subscribe(session -> fill());
    }

    MenuButton root() {
        return root;
    }

    private void fill() {
        root.getItems().clear();
        for (SavedSearch search : saved.searches().stream().limit(SHOWN).toList()) {
            root.getItems()
                    .add(item(search.name() + "   " + shortened(search.query()), () -> model.open(search.query())));
        }
        if (saved.searches().isEmpty() || !saved.problemProperty().get().isEmpty()) {
            String problem = saved.problemProperty().get();
            MenuItem note = item(problem.isEmpty() ? "The team has saved none yet" : problem, () -> {});
            note.setDisable(true);
            root.getItems().add(note);
        }
        MenuItem save = item("Save this search…", this::save);
        save.setId(EventsIds.SAVE);
        @Nullable String why = permits.refusal(Acts.SAVE_SEARCH);
        save.setDisable(model.queryProperty().get().isBlank() || why != null);
        if (why != null) {
            save.setText("Save this search… (" + why + ")");
        }
        root.getItems().addAll(new SeparatorMenuItem(), save);
    }

    /// Underscores are no mnemonics here.
    private static MenuItem item(String text, Runnable act) {
        MenuItem item = new MenuItem(text);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> act.run());
        return item;
    }

    private static String shortened(String query) {
        return query.length() <= 60 ? query : query.substring(0, 59) + "…";
    }

    private void save() {
        saved.begin();
        dialogs.open(
                new SaveSearchDialog(saved, model.queryProperty().get().strip(), dialogs::close).root(),
                dialogs::close);
    }
}
