package dev.sluice.console.broker;

import dev.sluice.console.client.Failure;
import dev.sluice.console.feed.Freshness;
import dev.sluice.console.task.Subscription;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.task.Ticker;
import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.ViewState;
import dev.sluice.model.broker.BrokerAct;
import dev.sluice.model.broker.BrokerOverview;
import dev.sluice.model.broker.BrokerQueueDetail;
import dev.sluice.model.broker.BrokerQueuePage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The broker's nodes and queues, live each second. The order of the list is taken anew every five seconds only, as
/// often as the broker counts: lines that change places each second cannot be read. FX thread only.
final class BrokerViewModel {
    static final Duration EVERY = Duration.ofSeconds(1);
    static final Duration ORDER_EVERY = Duration.ofSeconds(5);
    static final String ALL = "All virtual hosts";
    static final int MOST = 1_000;

    private static final ViewState EMPTY = new ViewState.Empty(
            "No queues", "The broker has no queue that Sluice’s account may see in this virtual host.", null);
    private static final ViewState NOT_FOUND =
            new ViewState.Empty("Nothing found", "No queue has that in its name.", null);

    private final BrokerControl control;
    private final TaskRunner tasks;
    private final Ticker ticker;
    private final StringProperty text = new SimpleStringProperty(this, "text", "");
    private final StringProperty vhost = new SimpleStringProperty(this, "vhost", ALL);
    private final ObjectProperty<Sort> sort = new SimpleObjectProperty<>(this, "sort", Sort.DEPTH);
    private final ObservableList<BrokerRow> rows = FXCollections.observableArrayList();
    private final ObservableList<String> vhosts = FXCollections.observableArrayList(ALL);
    private final ReadOnlyObjectWrapper<ViewState> state =
            new ReadOnlyObjectWrapper<>(this, "state", ViewState.LOADING);
    private final ReadOnlyStringWrapper count = new ReadOnlyStringWrapper(this, "count", "");
    private final ReadOnlyObjectWrapper<@Nullable BrokerOverview> overview =
            new ReadOnlyObjectWrapper<>(this, "overview");
    private final ReadOnlyObjectWrapper<ChosenQueue> chosen =
            new ReadOnlyObjectWrapper<>(this, "chosen", ChosenQueue.NONE);
    private final Freshness freshness = new Freshness();
    private final Turn listTurn = new Turn();
    private final Turn overviewTurn = new Turn();
    private final Turn detailTurn = new Turn();
    private @Nullable Instant orderedAt;

    enum Sort {
        DEPTH("Depth", "depth"),
        NAME("Name", "name"),
        RATE("In /s", "rate"),
        CONSUMERS("Consumers", "consumers");

        private final String label;
        private final String word;

        Sort(String label, String word) {
            this.label = label;
            this.word = word;
        }

        String label() {
            return label;
        }
    }

    BrokerViewModel(BrokerControl control, TaskRunner tasks, Ticker ticker) {
        this.control = control;
        this.tasks = tasks;
        this.ticker = ticker;
        text.subscribe((before, now) -> refresh());
        vhost.subscribe((before, now) -> refresh());
        sort.subscribe((before, now) -> refresh());
    }

    Subscription activate() {
        refresh();
        return ticker.every(EVERY, this::tick);
    }

    /// Only what the strip shows, while something else is shown below it.
    Subscription watchOverview() {
        askOverview();
        return ticker.every(EVERY, () -> {
            if (!overviewTurn.open()) {
                askOverview();
            }
        });
    }

    StringProperty textProperty() {
        return text;
    }

    /// [#ALL] or the name of one.
    StringProperty vhostProperty() {
        return vhost;
    }

    ObjectProperty<Sort> sortProperty() {
        return sort;
    }

    ObservableList<BrokerRow> rows() {
        return rows;
    }

    /// [#ALL] and those that the account sees.
    ObservableList<String> vhosts() {
        return vhosts;
    }

    ReadOnlyObjectProperty<ViewState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// How many are shown, in words.
    ReadOnlyStringProperty countProperty() {
        return count.getReadOnlyProperty();
    }

    /// null until it came
    ReadOnlyObjectProperty<@Nullable BrokerOverview> overviewProperty() {
        return overview.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<ChosenQueue> chosenProperty() {
        return chosen.getReadOnlyProperty();
    }

    void choose(@Nullable BrokerRow row) {
        ChosenQueue now = chosen.get();
        if (row == null) {
            chosen.set(ChosenQueue.NONE);
        } else if (!row.key().equals(now.key())) {
            chosen.set(new ChosenQueue(row, null, ""));
            askDetail();
        }
    }

    /// Whether something can be done to the chosen queue, null while nobody knows.
    @Nullable
    BrokerAct act(String act) {
        BrokerQueueDetail detail = chosen.get().detail();
        BrokerOverview broker = overview.get();
        List<BrokerAct> acts = detail != null ? detail.acts() : broker != null ? broker.acts() : List.of();
        return acts.stream().filter(a -> a.act().equals(act)).findFirst().orElse(null);
    }

    /// What shows the same in a terminal.
    String command() {
        BrokerRow.Key key = chosen.get().key();
        if (key != null) {
            return BrokerCommandLine.queue(key);
        }
        return BrokerCommandLine.queues(text.get().strip(), wantedVhost(), sort.get().word);
    }

    private @Nullable String wantedVhost() {
        return vhost.get().equals(ALL) ? null : vhost.get();
    }

    /// Asks for everything now, and takes the order anew.
    void refresh() {
        orderedAt = null;
        askQueues();
        askOverview();
        askDetail();
    }

    private void tick() {
        if (!listTurn.open()) {
            askQueues();
        }
        if (!overviewTurn.open()) {
            askOverview();
        }
        if (!detailTurn.open()) {
            askDetail();
        }
    }

    private void askQueues() {
        int turn = listTurn.begin();
        String part = text.get().strip();
        @Nullable String host = wantedVhost();
        String by = sort.get().word;
        record Answer(BrokerQueuePage page, List<BrokerRow> rows) {}
        tasks.task("list the broker's queues", () -> {
                    BrokerQueuePage page = control.queues(host, part, by, MOST);
                    return new Answer(
                            page, page.items().stream().map(BrokerRow::of).toList());
                })
                .onSuccess(answer -> show(answer.page(), answer.rows()))
                .onFailure(e -> state.set(freshness.failed(e, ticker.now())))
                .onFinally(() -> listTurn.end(turn))
                .latest("broker queues");
    }

    private void show(BrokerQueuePage page, List<BrokerRow> fresh) {
        Instant now = ticker.now();
        boolean due = orderedAt == null || !orderedAt.plus(ORDER_EVERY).isAfter(now);
        BrokerRow.show(due ? fresh : BrokerRow.inOrderOf(rows, fresh), rows);
        orderedAt = due ? now : orderedAt;
        count.set(words(page));
        ViewState ready = freshness.answered(now);
        state.set(rows.isEmpty() ? text.get().isBlank() ? EMPTY : NOT_FOUND : ready);
        follow();
    }

    private static String words(BrokerQueuePage page) {
        String shown = page.items().size() < page.matching()
                ? "The first " + Numbers.grouped(page.items().size()) + " of " + Numbers.grouped(page.matching())
                : Numbers.count(page.matching(), "queue", "queues");
        String of = page.matching() < page.all() ? ", " + Numbers.grouped(page.all()) + " on the broker" : "";
        return shown + of + (page.note() == null ? "" : ". " + page.note());
    }

    /// The chosen queue's figures are those of its line.
    private void follow() {
        ChosenQueue now = chosen.get();
        for (BrokerRow row : rows) {
            if (row.key().equals(now.key()) && !row.equals(now.row())) {
                chosen.set(new ChosenQueue(row, now.detail(), now.trouble()));
            }
        }
    }

    private void askOverview() {
        int turn = overviewTurn.begin();
        tasks.task("look at the broker", control::overview)
                .onSuccess(this::show)
                // the list tells what is wrong
                .onFailure(e -> {})
                .onFinally(() -> overviewTurn.end(turn))
                .latest("broker overview");
    }

    private void show(BrokerOverview seen) {
        overview.set(seen);
        List<String> known = vhosts.subList(1, vhosts.size());
        if (!seen.vhosts().isEmpty() && !known.equals(seen.vhosts())) {
            known.clear();
            vhosts.addAll(seen.vhosts());
        }
    }

    private void askDetail() {
        BrokerRow.Key key = chosen.get().key();
        if (key == null) {
            return;
        }
        int turn = detailTurn.begin();
        tasks.task("look at a queue of the broker", () -> control.queue(key.vhost(), key.name()))
                .onSuccess(detail -> detailed(key, detail, ""))
                .onFailure(e -> detailed(key, null, Failure.of(e).text()))
                .onFinally(() -> detailTurn.end(turn))
                .latest("broker queue");
    }

    private void detailed(BrokerRow.Key key, @Nullable BrokerQueueDetail detail, String trouble) {
        ChosenQueue now = chosen.get();
        if (key.equals(now.key())) {
            chosen.set(new ChosenQueue(now.row(), detail, trouble));
        }
    }
}
