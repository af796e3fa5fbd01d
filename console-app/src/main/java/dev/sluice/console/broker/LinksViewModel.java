package dev.sluice.console.broker;

import dev.sluice.console.client.EventSummary;
import dev.sluice.console.feed.Freshness;
import dev.sluice.console.task.Subscription;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.task.Ticker;
import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.Tone;
import dev.sluice.console.widget.ViewState;
import dev.sluice.model.broker.BrokerConnection;
import dev.sluice.model.broker.BrokerConnectionPage;
import dev.sluice.model.queue.ByteSize;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// Connections to the broker by name, live each second, and the channels of the chosen one. FX thread only.
final class LinksViewModel {
    private static final int MOST = 500;
    private static final ViewState EMPTY = new ViewState.Empty(
            "No connections", "Sluice’s account sees no connection to the broker, or none fits the filter.", null);

    private final BrokerControl control;
    private final TaskRunner tasks;
    private final Ticker ticker;
    private final StringProperty text = new SimpleStringProperty(this, "text", "");
    private final ObservableList<LinkRow> rows = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<@Nullable LinkRow> chosen = new ReadOnlyObjectWrapper<>(this, "chosen");
    private final ReadOnlyObjectWrapper<ViewState> state =
            new ReadOnlyObjectWrapper<>(this, "state", ViewState.LOADING);
    private final ReadOnlyStringWrapper count = new ReadOnlyStringWrapper(this, "count", "");
    private final Freshness freshness = new Freshness();
    private final Turn turn = new Turn();

    /// One line of the table.
    ///
    /// @param id the broker's name for the connection
    record LinkRow(
            String id,
            String name,
            String user,
            String vhost,
            String state,
            Tone tone,
            String channels,
            String unacked,
            String in,
            String out,
            String client,
            List<BrokerConnection.Channel> open) {
        static LinkRow of(BrokerConnection link) {
            boolean held = link.state().startsWith("block");
            @Nullable String label = link.label();
            return new LinkRow(
                    link.name(),
                    EventSummary.printable(label == null ? link.peer() : label + "  " + link.peer()),
                    EventSummary.printable(link.user()),
                    EventSummary.printable(link.vhost()),
                    EventSummary.printable(link.state()),
                    held ? Tone.DANGER : link.own() ? Tone.ACCENT : Tone.MUTED,
                    Numbers.grouped(link.channelCount()),
                    Numbers.grouped(link.channels().stream()
                            .mapToLong(BrokerConnection.Channel::unacked)
                            .sum()),
                    bytes(link.receivedBytes()),
                    bytes(link.sentBytes()),
                    link.client() == null ? Numbers.NONE : EventSummary.printable(link.client()),
                    link.channels());
        }

        private static String bytes(@Nullable Double perSecond) {
            return perSecond == null ? Numbers.NONE : ByteSize.text(Math.round(perSecond));
        }
    }

    LinksViewModel(BrokerControl control, TaskRunner tasks, Ticker ticker) {
        this.control = control;
        this.tasks = tasks;
        this.ticker = ticker;
        text.subscribe((before, now) -> refresh());
    }

    Subscription activate() {
        refresh();
        return ticker.every(BrokerViewModel.EVERY, () -> {
            if (!turn.open()) {
                refresh();
            }
        });
    }

    StringProperty textProperty() {
        return text;
    }

    ObservableList<LinkRow> rows() {
        return rows;
    }

    ReadOnlyObjectProperty<@Nullable LinkRow> chosenProperty() {
        return chosen.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<ViewState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    ReadOnlyStringProperty countProperty() {
        return count.getReadOnlyProperty();
    }

    String command() {
        return BrokerCommandLine.connections(text.get().strip());
    }

    void choose(@Nullable LinkRow row) {
        chosen.set(row);
    }

    void refresh() {
        int mine = turn.begin();
        String part = text.get().strip();
        tasks.task("list the broker's connections", () -> control.connections(part, MOST))
                .onSuccess(this::show)
                .onFailure(e -> state.set(freshness.failed(e, ticker.now())))
                .onFinally(() -> turn.end(mine))
                .latest("broker connections");
    }

    private void show(BrokerConnectionPage page) {
        List<LinkRow> fresh = page.items().stream().map(LinkRow::of).toList();
        LinkRow before = chosen.get();
        boolean same = fresh.size() == rows.size();
        for (int i = 0; same && i < fresh.size(); i++) {
            same = fresh.get(i).id().equals(rows.get(i).id());
        }
        if (same) {
            for (int i = 0; i < fresh.size(); i++) {
                if (!fresh.get(i).equals(rows.get(i))) {
                    rows.set(i, fresh.get(i));
                }
            }
        } else {
            rows.setAll(fresh);
        }
        if (before != null) {
            chosen.set(fresh.stream()
                    .filter(row -> row.id().equals(before.id()))
                    .findFirst()
                    .orElse(null));
        }
        count.set(Numbers.count(page.matching(), "connection", "connections")
                + (page.note() == null ? "" : ". " + page.note()));
        ViewState ready = freshness.answered(ticker.now());
        state.set(rows.isEmpty() ? EMPTY : ready);
    }
}
