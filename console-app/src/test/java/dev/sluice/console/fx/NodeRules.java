package dev.sluice.console.fx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.skin.VirtualFlow;

/// What every view promises: ids are unique and in kebab-case, and whatever takes a click or a key has an id and a name
/// that a screen reader can say.
public final class NodeRules {
    private NodeRules() {}

    /// The broken promises of a scene graph, as sentences.
    public static List<String> broken(Parent root) {
        List<String> broken = new ArrayList<>();
        Map<String, Node> seen = new HashMap<>();
        walk(root, broken, seen);
        return broken;
    }

    private static void walk(Node node, List<String> broken, Map<String, Node> seen) {
        String id = node.getId();
        // The toolkit names the insides of every list and table alike.
        if (id != null && !(node instanceof VirtualFlow<?>)) {
            Node other = seen.put(id, node);
            if (other != null) {
                broken.add("the id " + id + " is used by " + other + " and " + node);
            }
            if (!id.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
                broken.add("the id " + id + " is not in kebab-case");
            }
        }
        if (acts(node)) {
            if (id == null) {
                broken.add(node + " takes the focus and has no id");
            }
            if (node.getAccessibleText() == null
                    && !(node instanceof Labeled labeled && !labeled.getText().isBlank())) {
                broken.add(node + " takes the focus and has no name");
            }
        }
        // What is inside a text field or a bar belongs to the toolkit.
        boolean opaque = node instanceof TextInputControl || node instanceof ScrollBar;
        if (node instanceof Parent parent && !opaque) {
            parent.getChildrenUnmodifiable().forEach(child -> walk(child, broken, seen));
        }
    }

    private static boolean acts(Node node) {
        return node instanceof Control
                && node.isFocusTraversable()
                && !(node instanceof ScrollPane)
                && (node instanceof ButtonBase || node instanceof TextInputControl || !(node instanceof Labeled));
    }
}
