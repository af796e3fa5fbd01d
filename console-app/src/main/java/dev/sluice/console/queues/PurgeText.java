package dev.sluice.console.queues;

import dev.sluice.console.client.EventSummary;
import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.Times;
import dev.sluice.model.queue.PurgePlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/// A purge plan in words: what goes, from when, some of it, what goes on meanwhile, whether there is a way back.
final class PurgeText {
    private PurgeText() {}

    static List<Node> plan(PurgePlan plan) {
        if (plan.count() == 0) {
            Label nothing = new Label("Nothing waits in " + plan.queue() + "; there is nothing to purge.");
            nothing.setWrapText(true);
            return List.of(nothing);
        }
        List<Node> nodes = new ArrayList<>();
        nodes.add(what(plan));
        if (!plan.samples().isEmpty()) {
            nodes.add(samples(plan));
        }
        Label meanwhile = new Label(meanwhile(plan));
        meanwhile.setWrapText(true);
        meanwhile.getStyleClass().addAll("muted", "purge-note");
        nodes.add(meanwhile);
        return nodes;
    }

    /// `, accepted between 09:57:12 and 10:01:40.`
    static String span(PurgePlan plan) {
        Instant oldest = plan.oldest();
        Instant newest = plan.newest();
        if (oldest == null || newest == null) {
            return ".";
        }
        boolean days = Duration.between(oldest, newest).compareTo(Duration.ofHours(12)) > 0;
        String from = days ? Times.day(oldest) : Times.second(oldest);
        String to = days ? Times.day(newest) : Times.second(newest);
        return from.equals(to) ? ", accepted at " + from + "." : ", accepted between " + from + " and " + to + ".";
    }

    static String meanwhile(PurgePlan plan) {
        String back = plan.undo()
                ? "A snapshot is kept; undo puts the events back."
                : "There is no undo: these events are gone for good, and the ledger counts them as purged.";
        double rate = plan.acceptedPerSecond();
        String arrives = rate <= 0
                ? "Producers may go on; what arrives meanwhile stays."
                : "Producers go on: " + Numbers.measured(rate) + " events/s arrive meanwhile and stay.";
        return back + " " + arrives;
    }

    private static TextFlow what(PurgePlan plan) {
        Text count = text(Numbers.count(plan.count(), "event", "events") + " in "
                + Numbers.count(plan.messages(), "message", "messages"));
        count.getStyleClass().add("strong");
        return new TextFlow(text("This removes "), count, text(span(plan)));
    }

    private static Text text(String words) {
        Text text = new Text(words);
        text.getStyleClass().add("purge-text");
        return text;
    }

    private static VBox samples(PurgePlan plan) {
        VBox box = new VBox();
        box.getStyleClass().add("purge-samples");
        for (PurgePlan.Sample sample : plan.samples()) {
            String subject = sample.subject() == null ? sample.id() : sample.subject();
            Label line = new Label(EventSummary.printable(sample.type() + "  " + subject + "  " + sample.source()));
            line.getStyleClass().addAll("mono", "purge-sample");
            line.setMaxWidth(Double.MAX_VALUE);
            box.getChildren().add(line);
        }
        return box;
    }
}
