package dev.sluice.console.broker;

import dev.sluice.console.broker.LinksViewModel.LinkRow;
import dev.sluice.console.widget.Columns;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.StatePane;
import dev.sluice.model.broker.BrokerConnection.Channel;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The connections, and below them the channels of the chosen one.
final class LinksPane {
    private static final double CHANNELS_HEIGHT = 190;

    private final LinksViewModel model;
    private final TableView<LinkRow> table = new TableView<>();
    private final TableView<Channel> channels = new TableView<>();
    private final Label whose = new Label();
    private final StackPane channelsBox = new StackPane(channels);
    private final VBox channelsCard = new VBox(6, whose, channelsBox);
    private final HBox bar;
    private final StatePane state;
    private final VBox root;

    LinksPane(LinksViewModel model, Notices notices) {
        this.model = model;
        build();
        StackPane card = new StackPane(table);
        card.getStyleClass().addAll("card", "table-card");
        VBox.setVgrow(card, Priority.ALWAYS);
        Label count = new Label();
        count.setId(BrokerIds.LINKS_COUNT);
        count.getStyleClass().add("muted");
        count.textProperty().bind(model.countProperty());
        state = new StatePane(BrokerIds.LINKS_STATE, new VBox(8, card, channelsCard, count), model::refresh);
        VBox.setVgrow(state, Priority.ALWAYS);
        state.bind(model.stateProperty());
        TextField filter = new TextField();
        filter.textProperty().bindBidirectional(model.textProperty());
        Button copy = BrokerParts.button(
                BrokerIds.LINKS_COPY,
                "Copy as command",
                "Copy as command",
                () -> BrokerParts.copy(model.command(), notices));
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        bar = new HBox(
                8,
                BrokerParts.filter(
                        filter, BrokerIds.LINKS_FILTER, "Filter connections…", "Filter the connections", this::focus),
                gap,
                copy);
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.setMinHeight(36);
        root = new VBox(12, bar, state);
        BrokerParts.keys(root, filter, this::focus, () -> {
            model.choose(null);
            table.getSelectionModel().clearSelection();
        });
        model.chosenProperty().subscribe(this::show);
    }

    Parent root() {
        return root;
    }

    /// Where the choice of what is shown goes.
    HBox bar() {
        return bar;
    }

    void focus() {
        state.focus(table);
    }

    private void build() {
        Columns.style(table, BrokerIds.LINKS_TABLE, "Connections to the broker");
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_NEXT_COLUMN);
        table.getColumns().add(Columns.wide(Columns.text("Connection", LinkRow::name), 230));
        table.getColumns().add(Columns.wide(Columns.text("User", LinkRow::user), 90));
        table.getColumns().add(Columns.wide(Columns.text("Virtual host", LinkRow::vhost), 100));
        table.getColumns().add(Columns.fixed(Columns.pill("State", LinkRow::state, LinkRow::tone), 92));
        table.getColumns().add(Columns.fixed(Columns.number("Channels", LinkRow::channels), 74));
        table.getColumns().add(Columns.fixed(Columns.number("Unacked", LinkRow::unacked), 72));
        table.getColumns().add(Columns.fixed(Columns.number("In /s", LinkRow::in), 76));
        table.getColumns().add(Columns.fixed(Columns.number("Out /s", LinkRow::out), 76));
        table.getColumns().add(Columns.wide(Columns.text("Client", LinkRow::client), 130));
        table.setItems(model.rows());
        table.getSelectionModel().selectedItemProperty().addListener((property, before, now) -> {
            if (now != null) {
                model.choose(now);
            }
        });
        model.rows().addListener((ListChangeListener<LinkRow>) change -> select());
        Columns.style(channels, BrokerIds.CHANNELS_TABLE, "Channels of the chosen connection");
        channels.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        channels.getColumns().add(Columns.number("Channel", c -> Integer.toString(c.number())));
        channels.getColumns().add(Columns.text("State", Channel::state));
        channels.getColumns().add(Columns.number("Consumers", c -> Numbers.grouped(c.consumers())));
        channels.getColumns()
                .add(Columns.number("Prefetch", c -> c.prefetch() == 0 ? "∞" : Numbers.grouped(c.prefetch())));
        channels.getColumns().add(Columns.number("Unacked", c -> Numbers.grouped(c.unacked())));
        channels.getColumns().add(Columns.number("Unconfirmed", c -> Numbers.grouped(c.unconfirmed())));
        channels.getColumns().add(Columns.text("Confirms", c -> c.confirms() ? "yes" : "no"));
        channels.getColumns().add(Columns.number("Published /s", c -> Numbers.measured(c.publishedPerSecond())));
        channels.getColumns().add(Columns.number("Delivered /s", c -> Numbers.measured(c.deliveredPerSecond())));
        channelsBox.getStyleClass().add("table-card");
        channelsCard.setId(BrokerIds.CHANNELS);
        channelsCard.getStyleClass().addAll("card");
        channelsCard.setMinHeight(CHANNELS_HEIGHT);
        channelsCard.setMaxHeight(CHANNELS_HEIGHT);
        whose.getStyleClass().add("card-title");
    }

    private void select() {
        LinkRow chosen = model.chosenProperty().get();
        int selected = table.getSelectionModel().getSelectedIndex();
        if (chosen == null
                || selected >= 0
                        && selected < model.rows().size()
                        && model.rows().get(selected).id().equals(chosen.id())) {
            return;
        }
        for (int i = 0; i < model.rows().size(); i++) {
            if (model.rows().get(i).id().equals(chosen.id())) {
                table.getSelectionModel().clearAndSelect(i);
                return;
            }
        }
    }

    private void show(@Nullable LinkRow row) {
        channelsCard.setVisible(row != null);
        channelsCard.setManaged(row != null);
        List<Channel> open = row == null ? List.of() : row.open();
        whose.setText(row == null ? "" : "Channels of " + row.name());
        if (!channels.getItems().equals(open)) {
            channels.getItems().setAll(open);
        }
    }
}
