package dev.sluice.console.broker;

import dev.sluice.console.client.EventSummary;
import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.StatusDot;
import dev.sluice.console.widget.Times;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.broker.BrokerNode;
import dev.sluice.model.broker.BrokerOverview;
import dev.sluice.model.queue.ByteSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The broker at a glance: what it is, its nodes, what it holds; below, alarms and what the account cannot see or do.
final class OverviewStrip {
    private static final int MOST_NODES = 3;

    private final FlowPane cells = new FlowPane(28, 8);
    private final VBox banners = new VBox(6);
    private final VBox root = new VBox(10, cells, banners);
    private @Nullable BrokerOverview shown;

    OverviewStrip(BrokerViewModel model) {
        root.setId(BrokerIds.STRIP);
        root.getStyleClass().addAll("card", "broker-strip");
        root.setMinHeight(Region.USE_PREF_SIZE);
        banners.setId(BrokerIds.BANNER);
        model.overviewProperty().subscribe(this::show);
    }

    Parent root() {
        return root;
    }

    private void show(@Nullable BrokerOverview broker) {
        if (broker == null) {
            cells.getChildren().setAll(cell(Tone.MUTED, "RabbitMQ", "asking the management API …"));
            showBanners(List.of());
            return;
        }
        if (sameButTime(broker)) {
            return;
        }
        shown = broker;
        List<Node> all = new ArrayList<>();
        all.add(cell(tone(broker), title(broker), account(broker)));
        List<BrokerNode> nodes = broker.nodes();
        nodes.stream().limit(MOST_NODES).forEach(node -> all.add(cell(tone(node), shown(node.name()), figures(node))));
        if (nodes.size() > MOST_NODES) {
            long ill = nodes.stream().filter(n -> !n.alarms().isEmpty()).count();
            all.add(cell(
                    ill > 0 ? Tone.DANGER : Tone.SUCCESS,
                    nodes.size() + " nodes",
                    ill == 0 ? "all run" : ill + " with an alarm"));
        }
        BrokerOverview.Totals totals = broker.totals();
        if (totals != null) {
            all.add(cell(
                    null,
                    Numbers.count(totals.queues(), "queue", "queues") + " · "
                            + (totals.messages() == null
                                    ? Numbers.NONE
                                    : Numbers.count(totals.messages(), "message", "messages")),
                    Numbers.count(totals.connections(), "connection", "connections") + " · "
                            + Numbers.count(totals.channels(), "channel", "channels") + " · "
                            + Numbers.count(totals.consumers(), "consumer", "consumers")));
        }
        cells.getChildren().setAll(all);
        List<Node> told = new ArrayList<>();
        nodes.forEach(node -> node.alarms()
                .forEach(alarm -> told.add(
                        BrokerParts.wrapped(shown(node.name()) + ": " + shown(alarm), "broker-banner", "danger"))));
        if (broker.detail() != null) {
            boolean limited = broker.state().equals(BrokerOverview.LIMITED);
            told.add(BrokerParts.wrapped(shown(broker.detail()), "broker-banner", limited ? "warning" : "danger"));
        }
        showBanners(told);
    }

    /// Nothing is drawn anew when nothing changed but when it was asked for.
    private boolean sameButTime(BrokerOverview now) {
        BrokerOverview before = shown;
        return before != null
                && before.equals(new BrokerOverview(
                        now.state(),
                        now.detail(),
                        before.at(),
                        now.version(),
                        now.erlang(),
                        now.cluster(),
                        now.account(),
                        now.tags(),
                        now.acts(),
                        now.vhosts(),
                        now.nodes(),
                        now.totals()));
    }

    private void showBanners(List<Node> told) {
        banners.getChildren().setAll(told);
        banners.setVisible(!told.isEmpty());
        banners.setManaged(!told.isEmpty());
    }

    private static Tone tone(BrokerOverview broker) {
        return switch (broker.state()) {
            case BrokerOverview.OK -> Tone.SUCCESS;
            case BrokerOverview.LIMITED -> Tone.WARNING;
            default -> Tone.DANGER;
        };
    }

    private static String title(BrokerOverview broker) {
        return "RabbitMQ" + (broker.version() == null ? "" : " " + shown(broker.version()));
    }

    private static String account(BrokerOverview broker) {
        return "asked as " + shown(broker.account())
                + (broker.tags().isEmpty() ? "" : ", " + shown(String.join(", ", broker.tags())));
    }

    private static Tone tone(BrokerNode node) {
        return node.alarms().isEmpty() ? Tone.SUCCESS : Tone.DANGER;
    }

    private static String figures(BrokerNode node) {
        if (!node.running()) {
            return "down";
        }
        return "memory " + size(node.memoryUsed()) + " of " + size(node.memoryLimit()) + " · disk "
                + size(node.diskFree()) + " free"
                + (node.uptimeSeconds() == null
                        ? ""
                        : " · up " + Times.span(Duration.ofSeconds(node.uptimeSeconds() / 60 * 60)));
    }

    private static String size(@Nullable Long bytes) {
        return bytes == null ? Numbers.NONE : ByteSize.text(bytes);
    }

    private static String shown(@Nullable String text) {
        return text == null ? "" : EventSummary.printable(text);
    }

    private static VBox cell(@Nullable Tone tone, String title, String text) {
        Label name = new Label(title);
        name.getStyleClass().add("strip-title");
        HBox top = new HBox(7, name);
        top.setAlignment(Pos.CENTER_LEFT);
        if (tone != null) {
            top.getChildren().addFirst(new StatusDot(tone));
        }
        Label figures = new Label(text);
        figures.getStyleClass().addAll("muted", "strip-text");
        return new VBox(3, top, figures);
    }
}
