package dev.sluice.console.connect;

import dev.sluice.console.client.DistrustException;
import dev.sluice.console.client.ShownCertificate;
import dev.sluice.console.widget.KeyHint;
import dev.sluice.console.widget.Times;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A certificate that is not taken for the server's: a question on first use, else the end of the way.
final class CertificateView {
    /// of a fingerprint, so that two lines have it all
    private static final int PAIRS_A_LINE = 16;

    private final ConnectViewModel model;

    CertificateView(ConnectViewModel model) {
        this.model = model;
    }

    /// @param why shown
    Node of(DistrustException why) {
        boolean question = model.mayTrust();
        List<Node> parts = new ArrayList<>();
        parts.add(title(why, question));
        ShownCertificate shown = why.certificate();
        String known = why.known();
        if (known != null) {
            parts.add(fingerprint("Known fingerprint (SHA-256)", ConnectIds.CERTIFICATE_KNOWN, known));
        }
        parts.add(fingerprint(
                known == null ? "Fingerprint (SHA-256)" : "Shown now",
                ConnectIds.CERTIFICATE_FINGERPRINT,
                shown.fingerprint()));
        parts.add(facts(shown));
        parts.add(label(
                why.remedy().advice(), question ? "connect-hint" : "connect-error", ConnectIds.CERTIFICATE_ADVICE));
        if (!why.remedy().line().isEmpty()) {
            parts.add(line(why.remedy().line()));
        }
        parts.add(question ? answers(back("Cancel"), trust()) : answers(back("Back")));
        VBox all = new VBox(16);
        all.setId(ConnectIds.CERTIFICATE);
        all.getChildren().setAll(parts);
        return all;
    }

    private Node title(DistrustException why, boolean question) {
        String text =
                switch (why.kind()) {
                    case UNKNOWN -> question ? "Is this your server?" : "The server is no longer known";
                    case CHANGED -> "The server's certificate changed";
                    case EXPIRED -> "The server's certificate is not valid now";
                    case OTHER_NAME -> "The certificate is for another server";
                };
        Label title = label(text, "connect-title", ConnectIds.CERTIFICATE_TITLE);
        String server = question ? model.server() : model.server() + " · nothing was sent";
        return new VBox(2, title, label(server, "connect-subtitle", ConnectIds.CERTIFICATE_SERVER));
    }

    private static Node fingerprint(String name, String id, String fingerprint) {
        Label text = label(lines(fingerprint), "connect-fingerprint", id);
        text.getStyleClass().add("mono");
        text.setMinWidth(Region.USE_PREF_SIZE);
        return new VBox(5, label(name, "connect-label", id + "-label"), text);
    }

    private static String lines(String fingerprint) {
        int half = PAIRS_A_LINE * 3;
        return fingerprint.length() < half
                ? fingerprint
                : fingerprint.substring(0, half - 1) + "\n" + fingerprint.substring(half);
    }

    private static Node facts(ShownCertificate shown) {
        String by = shown.issuer().equals(shown.subject()) ? "itself" : shown.issuer();
        return label(
                "Made for " + String.join(", ", shown.names()) + "\nSigned by " + by + "\nValid "
                        + Times.date(shown.validFrom()) + " to " + Times.date(shown.validUntil()),
                "connect-facts",
                ConnectIds.CERTIFICATE_FACTS);
    }

    private static Node line(String line) {
        Label text = label(line, "connect-hint", ConnectIds.CERTIFICATE_LINE);
        text.getStyleClass().add("mono");
        text.setWrapText(false);
        text.setMinWidth(0);
        text.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(text, Priority.ALWAYS);
        Button copy = new Button("Copy line");
        copy.setId(ConnectIds.CERTIFICATE_COPY);
        copy.setAccessibleText("Copy the line that does the same in a terminal: " + line);
        copy.setMinWidth(Region.USE_PREF_SIZE);
        copy.setOnAction(event -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(line);
            Clipboard.getSystemClipboard().setContent(content);
        });
        HBox row = new HBox(8, text, copy);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private static Node answers(Button... buttons) {
        HBox row = new HBox(8, buttons);
        row.setAlignment(Pos.CENTER_RIGHT);
        return row;
    }

    /// Enter does not do it: whoever trusts has looked.
    private Button trust() {
        Button trust = new Button("Trust this certificate");
        trust.setId(ConnectIds.CERTIFICATE_TRUST);
        trust.setAccessibleText("Trust this certificate");
        trust.getStyleClass().add("accent");
        trust.setMinWidth(Region.USE_PREF_SIZE);
        trust.setOnAction(event -> model.trust());
        return trust;
    }

    private Button back(String text) {
        Button back = new Button(text, new KeyHint("Esc"));
        back.setId(ConnectIds.CERTIFICATE_BACK);
        back.setAccessibleText(text);
        back.setContentDisplay(ContentDisplay.RIGHT);
        back.setCancelButton(true);
        back.setMinWidth(Region.USE_PREF_SIZE);
        back.setOnAction(event -> model.back());
        return back;
    }

    private static Label label(String text, String styleClass, String id) {
        Label label = new Label(text);
        label.setId(id);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().add(styleClass);
        return label;
    }
}
