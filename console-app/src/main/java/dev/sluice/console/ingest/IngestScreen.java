package dev.sluice.console.ingest;

import dev.sluice.console.access.Permits;
import dev.sluice.console.task.Subscription;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.task.Ticker;
import dev.sluice.console.theme.Theme;
import dev.sluice.console.widget.Badge;
import dev.sluice.console.widget.Dialogs;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.Screen;
import dev.sluice.console.widget.SegmentedButtons;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.scene.Parent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Three tabs: what was refused at the door, what came again with another text, the keys of those who send. FX thread
/// only.
public final class IngestScreen implements Screen {
    private final RejectionsViewModel rejections;
    private final ConflictsViewModel conflicts;
    private final KeysViewModel keys;
    private final RejectionsView rejectionsView;
    private final ConflictsView conflictsView;
    private final KeysView keysView;
    private final SegmentedButtons<Tab> tab =
            new SegmentedButtons<>(IngestIds.TAB, "Show", List.of(Tab.values()), Tab::label);
    private final StackPane content = new StackPane();
    private final VBox root = new VBox(12);
    private Subscription active = () -> {};
    private boolean shown;

    private enum Tab {
        REJECTIONS("Rejections"),
        CONFLICTS("Conflicts"),
        KEYS("Keys");

        private final String label;

        Tab(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /// where everything is allowed
    public IngestScreen(IngestControl control, TaskRunner tasks, Ticker ticker, Dialogs dialogs, Notices notices) {
        this(control, tasks, ticker, dialogs, notices, new Permits());
    }

    /// @param permits what the caller may do
    public IngestScreen(
            IngestControl control, TaskRunner tasks, Ticker ticker, Dialogs dialogs, Notices notices, Permits permits) {
        rejections = new RejectionsViewModel(control, tasks, ticker);
        conflicts = new ConflictsViewModel(control, tasks, ticker);
        keys = new KeysViewModel(control, tasks, ticker, notices);
        rejectionsView = new RejectionsView(rejections, permits);
        conflictsView = new ConflictsView(conflicts);
        keysView = new KeysView(keys, permits, dialogs, notices);
        root.setId(IngestIds.ROOT);
        root.setPadding(new Insets(14));
        root.getStylesheets().add(Theme.stylesheet(IngestScreen.class, "ingest.css"));
        VBox.setVgrow(content, Priority.ALWAYS);
        root.getChildren().addAll(tab, content);
        tab.selectedProperty().subscribe(this::open);
        // before the table, whose own handling of Escape would swallow it
        root.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE
                    && switch (tab.selectedProperty().get()) {
                        case REJECTIONS -> rejectionsView.close();
                        case CONFLICTS -> conflictsView.close();
                        case KEYS -> false;
                    }) {
                event.consume();
            }
        });
    }

    /// Counts refusals for the navigation for as long as the server is connected.
    public Subscription watch() {
        return rejections.watch();
    }

    @Override
    public String id() {
        return "ingest";
    }

    @Override
    public String title() {
        return "Ingest";
    }

    @Override
    public Parent root() {
        return root;
    }

    @Override
    public Subscription activate() {
        shown = true;
        open(tab.selectedProperty().get());
        return () -> {
            shown = false;
            active.close();
            active = () -> {};
        };
    }

    private void open(Tab next) {
        active.close();
        active = () -> {};
        content.getChildren()
                .setAll(
                        switch (next) {
                            case REJECTIONS -> rejectionsView.root();
                            case CONFLICTS -> conflictsView.root();
                            case KEYS -> keysView.root();
                        });
        if (shown) {
            switch (next) {
                case REJECTIONS -> {
                    active = rejections.activate();
                    rejectionsView.focus();
                }
                case CONFLICTS -> {
                    active = conflicts.activate();
                    conflictsView.focus();
                }
                case KEYS -> {
                    active = keys.activate();
                    keysView.focus();
                }
            }
        }
    }

    @Override
    public void refresh() {
        rejections.refresh();
        conflicts.refresh();
        keys.refresh();
    }

    @Override
    public ObservableValue<Badge> badge() {
        return rejections.badgeProperty();
    }
}
