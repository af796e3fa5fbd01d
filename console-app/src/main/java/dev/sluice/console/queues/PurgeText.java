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
            String like = plan.filter() == null ? "" : " like that";
            Label nothing = new Label("Nothing" + like + " waits in " + plan.queue() + "; there is nothing to purge.");
            nothing.setWrapText(true);
            return List.of(nothing);
        }
        List<Node> nodes = new ArrayList<>();
        nodes.add(what(plan));
        if (!plan.samples().isEmpty()) {
            nodes.add(samples(plan));
        }
        nodes.add(note(meanwhile(plan)));
        nodes.add(note(who(plan)));
        return nodes;
    }

    private static Label note(String words) {
        Label note = new Label(words);
        note.setWrapText(true);
        note.getStyleClass().addAll("muted", "purge-note");
        return note;
    }

    /// `Keys that may send here: shop, import. Stored by 1 instance.`
    static String who(PurgePlan plan) {
        String keys = plan.publishers().isEmpty()
                ? "No key that may send here was used in the last hour."
                : "Keys that may send here: " + EventSummary.printable(String.join(", ", plan.publishers())) + ".";
        return keys + " Stored by " + Numbers.count(plan.consumers().size(), "instance", "instances") + ".";
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
        Instant until = plan.undoUntil();
        String why = plan.noUndo() == null ? "" : " " + plan.noUndo();
        String back = plan.undo()
                ? "A snapshot is kept" + (until == null ? "" : " until " + Times.day(until))
                        + "; undo puts the events back at the tail."
                : "There is no undo: these events are gone for good, and the ledger counts them as purged." + why;
        if (plan.filter() != null) {
            back += " What else those messages hold goes to the queue’s tail.";
        }
        double rate = plan.acceptedPerSecond();
        String arrives = rate <= 0
                ? "Producers may go on; what arrives meanwhile stays."
                : "Producers go on: " + Numbers.measured(rate) + " events/s arrive meanwhile and stay.";
        return back + " " + arrives;
    }

    private static TextFlow what(PurgePlan plan) {
        String about = plan.exact() ? "" : "≈";
        Text count = text(about + Numbers.count(plan.count(), "event", "events") + " in " + about
                + Numbers.count(plan.messages(), "message", "messages"));
        count.getStyleClass().add("strong");
        return new TextFlow(text("This removes "), count, text(span(plan) + " " + inFlight(plan)));
    }

    static String inFlight(PurgePlan plan) {
        return plan.inFlight() == 0
                ? "Nothing is in flight."
                : Numbers.count(plan.inFlight(), "message is", "messages are")
                        + " in flight; what consumers store of them does not go.";
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
