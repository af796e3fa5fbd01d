package dev.sluice.console.broker;

import dev.sluice.console.client.EventSummary;
import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.Pill;
import dev.sluice.console.widget.Times;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.broker.BrokerAct;
import dev.sluice.model.broker.BrokerQueueDetail;
import dev.sluice.model.broker.BrokerQueueState;
import dev.sluice.model.queue.ByteSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The chosen queue: its figures, what it was declared with, what leads to it, who takes from it, and why something
/// cannot be done to it.
final class QueueDetailView {
    private static final double WIDTH = 372;
    private static final int MOST = 50;

    /// What is drawn, so that nothing is drawn anew when nothing changed.
    ///
    /// @param name empty: `value` is a title, or a sentence
    private record Line(String name, String value, boolean title) {}

    private final VBox root = new VBox(8);
    private final Label title = BrokerParts.wrapped("", "detail-title");
    private final Pill pill = new Pill("", Tone.MUTED);
    private final VBox lines = new VBox();
    private List<Line> drawn = List.of();

    /// @param acts what can be done to the chosen queue
    QueueDetailView(BrokerViewModel model, Node acts) {
        root.setId(BrokerIds.DETAIL);
        root.getStyleClass().addAll("card", "broker-detail");
        root.setMinWidth(WIDTH);
        root.setMaxWidth(WIDTH);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox top = new HBox(8, title, gap, pill);
        top.setAlignment(Pos.TOP_LEFT);
        ScrollPane scroll = new ScrollPane(lines);
        scroll.setId(BrokerIds.DETAIL_SCROLL);
        scroll.setAccessibleText("What is known of the queue");
        scroll.setFitToWidth(true);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        root.getChildren().addAll(top, acts, scroll);
        model.chosenProperty().subscribe(this::show);
    }

    Parent root() {
        return root;
    }

    private void show(ChosenQueue chosen) {
        BrokerRow row = chosen.row();
        root.setVisible(row != null);
        root.setManaged(row != null);
        if (row == null) {
            return;
        }
        title.setText(row.name());
        pill.show(row.pill().isEmpty() ? row.type() : row.pill(), row.tone());
        List<Line> now = new ArrayList<>();
        figures(now, row);
        if (!chosen.trouble().isEmpty()) {
            now.add(new Line("", chosen.trouble(), false));
        }
        if (chosen.detail() != null) {
            detail(now, chosen.detail());
        }
        if (!now.equals(drawn)) {
            drawn = now;
            lines.getChildren().setAll(now.stream().map(QueueDetailView::node).toList());
        }
    }

    private static Node node(Line line) {
        if (line.title()) {
            return BrokerParts.wrapped(line.value(), "section-title");
        }
        return line.name().isEmpty()
                ? BrokerParts.wrapped(line.value(), "muted", "sentence")
                : BrokerParts.line(line.name(), line.value());
    }

    private static void figures(List<Line> lines, BrokerRow row) {
        lines.add(new Line("Messages", row.messages() + ", " + row.unacked() + " of them unacked", false));
        lines.add(new Line("Rates", row.in() + " in /s, " + row.out() + " out /s", false));
        lines.add(new Line("Virtual host", row.vhost(), false));
    }

    private static void detail(List<Line> lines, BrokerQueueDetail detail) {
        BrokerQueueState queue = detail.queue();
        BrokerQueueState.Depth depth = queue.depth();
        if (depth != null && depth.bytes() != null) {
            lines.add(new Line("Size", ByteSize.text(depth.bytes()) + " of bodies", false));
        }
        lines.add(new Line("Kind", kind(queue), false));
        add(lines, "Leader on", queue.node());
        if (queue.idleSince() != null) {
            lines.add(new Line("Idle since", Times.day(queue.idleSince()) + " UTC", false));
        }
        pairs(lines, "Arguments", detail.arguments());
        if (queue.policy() != null || !detail.policy().isEmpty()) {
            lines.add(new Line("", "Policy" + (queue.policy() == null ? "" : " " + shown(queue.policy())), true));
            detail.policy().forEach((name, value) -> lines.add(new Line(shown(name), shown(value), false)));
        }
        lines.add(new Line("", Numbers.count(detail.bindingCount(), "binding", "bindings"), true));
        detail.bindings().stream()
                .limit(MOST)
                .forEach(b ->
                        lines.add(new Line(shown(b.source()), b.key().isEmpty() ? "any key" : shown(b.key()), false)));
        more(lines, detail.bindingCount() - Math.min(MOST, detail.bindings().size()));
        lines.add(new Line("", Numbers.count(detail.consumerCount(), "consumer", "consumers"), true));
        detail.consumers().stream()
                .limit(MOST)
                .forEach(c -> lines.add(new Line(c.user() == null ? "?" : shown(c.user()), consumer(c), false)));
        more(lines, detail.consumerCount() - Math.min(MOST, detail.consumers().size()));
        acts(lines, detail.acts());
    }

    private static String kind(BrokerQueueState queue) {
        return shown(queue.type())
                + (queue.durable() ? ", durable" : ", transient")
                + (queue.exclusive() ? ", exclusive" : "")
                + (queue.autoDelete() ? ", deletes itself" : "");
    }

    private static String consumer(BrokerQueueDetail.Consumer consumer) {
        return shown(consumer.connection()) + "\nprefetch "
                + (consumer.prefetch() == 0 ? "without limit" : consumer.prefetch())
                + (consumer.acks() ? "" : ", without acks")
                + (consumer.active() ? "" : ", stands by");
    }

    private static void pairs(List<Line> lines, String title, Map<String, String> pairs) {
        if (!pairs.isEmpty()) {
            lines.add(new Line("", title, true));
            pairs.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(pair -> lines.add(new Line(shown(pair.getKey()), shown(pair.getValue()), false)));
        }
    }

    private static void more(List<Line> lines, int more) {
        if (more > 0) {
            lines.add(new Line("", "and " + Numbers.grouped(more) + " more", false));
        }
    }

    private static void acts(List<Line> lines, List<BrokerAct> acts) {
        lines.add(new Line("", "What cannot be done here", true));
        for (BrokerAct act : acts) {
            if (!act.possible()) {
                lines.add(new Line(capital(act.act()), shown(act.why()), false));
            }
        }
        for (BrokerAct act : acts) {
            if (act.possible() && act.why() != null) {
                lines.add(new Line("", shown(act.why()), false));
                return;
            }
        }
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static void add(List<Line> lines, String name, @Nullable String value) {
        if (value != null) {
            lines.add(new Line(name, shown(value), false));
        }
    }

    private static String shown(@Nullable String text) {
        return text == null ? "" : EventSummary.printable(text);
    }
}
