package dev.sluice.console.ingest;

import dev.sluice.console.client.Failure;
import dev.sluice.console.feed.Freshness;
import dev.sluice.console.task.Subscription;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.task.Ticker;
import dev.sluice.console.widget.Badge;
import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.Tone;
import dev.sluice.console.widget.ViewState;
import dev.sluice.model.ingest.Receipt;
import dev.sluice.model.rejection.RejectionDetail;
import dev.sluice.model.rejection.RejectionPage;
import dev.sluice.model.rejection.RejectionRate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// What was refused at the door, and the mending of it. FX thread only.
final class RejectionsViewModel {
    static final Duration EVERY = Duration.ofSeconds(3);
    static final Duration BADGE_EVERY = Duration.ofSeconds(15);
    private static final int SHOWN = 500;
    private static final int RATES = 4;
    private static final ViewState EMPTY = new ViewState.Empty(
            "Nothing was refused",
            "Events that are refused at the door stand here with the reason, and can be corrected and sent again.",
            null);

    /// What came of sending again.
    record Result(String text, Tone tone) {
        static final Result NONE = new Result("", Tone.MUTED);
    }

    private final IngestControl control;
    private final TaskRunner tasks;
    private final Ticker ticker;
    private final Freshness freshness = new Freshness();
    private final ReadOnlyObjectWrapper<ViewState> state =
            new ReadOnlyObjectWrapper<>(this, "state", ViewState.LOADING);
    private final ReadOnlyObjectWrapper<Badge> badge = new ReadOnlyObjectWrapper<>(this, "badge", Badge.NONE);
    private final ObservableList<RateRow> rates = FXCollections.observableArrayList();
    private final ObservableList<RejectionRow> rows = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<@Nullable RejectionRow> chosen = new ReadOnlyObjectWrapper<>(this, "chosen");
    private final StringProperty body = new SimpleStringProperty(this, "body", "");
    private final ReadOnlyObjectWrapper<Result> result = new ReadOnlyObjectWrapper<>(this, "result", Result.NONE);
    private final BooleanProperty ready = new SimpleBooleanProperty(this, "ready");
    private String original = "";
    private boolean whole;
    private boolean busy;

    RejectionsViewModel(IngestControl control, TaskRunner tasks, Ticker ticker) {
        this.control = control;
        this.tasks = tasks;
        this.ticker = ticker;
        body.addListener(observable -> arm());
    }

    Subscription activate() {
        refresh();
        return ticker.every(EVERY, this::refresh);
    }

    /// Keeps the count in the navigation while another screen is open.
    Subscription watch() {
        refresh();
        return ticker.every(BADGE_EVERY, this::refresh);
    }

    ReadOnlyObjectProperty<ViewState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Badge> badgeProperty() {
        return badge.getReadOnlyProperty();
    }

    /// What is refused most, the most frequent first.
    ObservableList<RateRow> rates() {
        return rates;
    }

    /// Newest first.
    ObservableList<RejectionRow> rows() {
        return rows;
    }

    /// null when none is chosen
    ReadOnlyObjectProperty<@Nullable RejectionRow> chosenProperty() {
        return chosen.getReadOnlyProperty();
    }

    /// The text to send, as the operator left it.
    StringProperty bodyProperty() {
        return body;
    }

    ReadOnlyObjectProperty<Result> resultProperty() {
        return result.getReadOnlyProperty();
    }

    /// There is something to send, and nothing is under way.
    BooleanProperty readyProperty() {
        return ready;
    }

    void refresh() {
        tasks.task("read the rejections", () -> control.rejections(SHOWN))
                .onSuccess(this::show)
                .onFailure(e -> state.set(freshness.failed(e, ticker.now())))
                .latest("rejections");
    }

    private void show(RejectionPage page) {
        ViewState fresh = freshness.answered(ticker.now());
        List<RejectionRow> next = page.items().stream().map(RejectionRow::of).toList();
        if (!next.equals(rows)) {
            rows.setAll(next);
        }
        List<RateRow> often =
                page.rates().stream().limit(RATES).map(RateRow::of).toList();
        if (!often.equals(rates)) {
            rates.setAll(often);
        }
        badge.set(badgeOf(page.rates()));
        state.set(next.isEmpty() ? EMPTY : fresh);
        RejectionRow before = chosen.get();
        if (before != null) {
            rows.stream()
                    .filter(row -> row.id().equals(before.id()))
                    .findFirst()
                    .ifPresent(chosen::set);
            arm();
        }
    }

    private static Badge badgeOf(List<RejectionRate> rates) {
        long lately =
                Math.round(rates.stream().mapToDouble(RejectionRate::perMinute).sum() * 5);
        return lately == 0 ? Badge.NONE : new Badge(Numbers.grouped(lately) + " refused", Tone.DANGER);
    }

    /// Shows a rejection; its text is asked for.
    ///
    /// @param row null: none
    void choose(@Nullable RejectionRow row) {
        RejectionRow before = chosen.get();
        chosen.set(row);
        if (row == null || before != null && before.id().equals(row.id())) {
            return;
        }
        result.set(Result.NONE);
        original = "";
        whole = false;
        body.set("");
        tasks.task("read rejection " + row.id(), () -> control.rejection(row.id()))
                .onSuccess(this::open)
                .onFailure(e -> result.set(new Result(Failure.of(e).text(), Tone.DANGER)))
                .latest("rejection");
    }

    private void open(RejectionDetail detail) {
        RejectionRow row = chosen.get();
        if (row == null || !row.id().equals(detail.rejection().id())) {
            return;
        }
        whole = !detail.rejection().cut() && detail.body() != null;
        original = detail.body() == null ? "" : detail.body();
        body.set(original);
        if (!whole && detail.rejection().resubmittedAt() == null) {
            result.set(new Result(missing(detail), Tone.WARNING));
        }
        arm();
    }

    private static String missing(RejectionDetail detail) {
        if (detail.base64() != null) {
            return "It is no text; write the event that was meant.";
        }
        return detail.body() == null
                ? "Its text was not kept; write the event that was meant."
                : "Only the beginning was kept; complete it before it can be sent.";
    }

    /// Puts the text back as it came.
    void restore() {
        body.set(original);
    }

    /// Sends what the text says now.
    void resubmit() {
        RejectionRow row = chosen.get();
        if (row == null || !ready.get()) {
            return;
        }
        String text = body.get();
        String corrected = whole && text.equals(original) ? null : text;
        busy = true;
        arm();
        result.set(new Result("Sending…", Tone.MUTED));
        tasks.task("send rejection " + row.id() + " again", () -> control.resubmit(row.id(), corrected))
                .onSuccess(receipt -> came(row, receipt))
                .onFailure(e -> tell(row, new Result(Failure.of(e).text(), Tone.DANGER)))
                .onFinally(() -> {
                    busy = false;
                    arm();
                    refresh();
                })
                .run();
    }

    private void came(RejectionRow row, Receipt receipt) {
        tell(
                row,
                receipt.accepted() > 0
                        ? new Result("Accepted. It is on its way to its queue.", Tone.SUCCESS)
                        : new Result(
                                receipt.rejected().stream()
                                        .map(r -> "Rejected again: %s %s. %s"
                                                .formatted(r.code(), r.pointer(), r.detail()))
                                        .collect(Collectors.joining("\n")),
                                Tone.DANGER));
    }

    private void tell(RejectionRow row, Result came) {
        RejectionRow shown = chosen.get();
        if (shown != null && shown.id().equals(row.id())) {
            result.set(came);
        }
    }

    private void arm() {
        RejectionRow row = chosen.get();
        boolean changed = !Objects.equals(body.get(), original);
        ready.set(!busy
                && row != null
                && row.rejection().resubmittedAt() == null
                && !body.get().isBlank()
                && (whole || changed));
    }
}
