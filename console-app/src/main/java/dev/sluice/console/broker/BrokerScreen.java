package dev.sluice.console.broker;

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
import dev.sluice.console.widget.Tone;
import dev.sluice.model.broker.BrokerOverview;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.scene.Parent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The whole broker: a strip with its nodes, and below it queues or connections. FX thread only.
public final class BrokerScreen implements Screen {
    private final BrokerViewModel model;
    private final LinksViewModel links;
    private final QueuesPane queuesPane;
    private final LinksPane linksPane;
    private final SegmentedButtons<Tab> tab =
            new SegmentedButtons<>(BrokerIds.TAB, "Show", List.of(Tab.values()), Tab::label);
    private final StackPane content = new StackPane();
    private final VBox root;
    private final ReadOnlyObjectWrapper<Badge> badge = new ReadOnlyObjectWrapper<>(Badge.NONE);
    private Subscription active = () -> {};
    private boolean shown;

    private enum Tab {
        QUEUES("Queues"),
        CONNECTIONS("Connections");

        private final String label;

        Tab(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /// @param openQueue shows one of Sluice's own queues, by its name there
    public BrokerScreen(
            BrokerControl control,
            TaskRunner tasks,
            Ticker ticker,
            Dialogs dialogs,
            Notices notices,
            Permits permits,
            Consumer<String> openQueue) {
        model = new BrokerViewModel(control, tasks, ticker);
        links = new LinksViewModel(control, tasks, ticker);
        queuesPane = new QueuesPane(model, control, tasks, dialogs, notices, permits, openQueue);
        linksPane = new LinksPane(links, notices);
        VBox.setVgrow(content, Priority.ALWAYS);
        root = new VBox(12, new OverviewStrip(model).root(), content);
        root.setId(BrokerIds.ROOT);
        root.setPadding(new Insets(14));
        root.getStylesheets().add(Theme.stylesheet(BrokerScreen.class, "broker.css"));
        tab.selectedProperty().subscribe(this::open);
        model.overviewProperty().subscribe(now -> badge.set(alarms(now)));
    }

    @Override
    public String id() {
        return "broker";
    }

    @Override
    public String title() {
        return "Broker";
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
            // nobody asks any more: what was is no news
            badge.set(Badge.NONE);
        };
    }

    private void open(Tab next) {
        active.close();
        active = () -> {};
        HBox bar = next == Tab.QUEUES ? queuesPane.bar() : linksPane.bar();
        if (tab.getParent() != bar) {
            bar.getChildren().addFirst(tab);
        }
        content.getChildren().setAll(next == Tab.QUEUES ? queuesPane.root() : linksPane.root());
        if (!shown) {
            return;
        }
        if (next == Tab.QUEUES) {
            active = model.activate();
            queuesPane.focus();
        } else {
            active = Subscription.of(model.watchOverview(), links.activate());
            linksPane.focus();
        }
    }

    private static Badge alarms(@Nullable BrokerOverview broker) {
        long alarms = broker == null
                ? 0
                : broker.nodes().stream().mapToLong(n -> n.alarms().size()).sum();
        return alarms == 0 ? Badge.NONE : new Badge(alarms == 1 ? "1 alarm" : alarms + " alarms", Tone.DANGER);
    }

    @Override
    public void refresh() {
        if (tab.selectedProperty().get() == Tab.QUEUES) {
            model.refresh();
        } else {
            links.refresh();
        }
    }

    @Override
    public ObservableValue<Badge> badge() {
        return badge.getReadOnlyProperty();
    }
}
