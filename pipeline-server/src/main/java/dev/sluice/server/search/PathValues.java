package dev.sluice.server.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// What an event has at a path of the query language: arrays are looked through, and a name that holds a dot reads like
/// two names.
public final class PathValues {
    private PathValues() {}

    /// @return values other than arrays, in the order they stand
    public static List<JsonNode> of(JsonNode event, String path) {
        List<JsonNode> found = new ArrayList<>();
        collect(event, path, found);
        return found;
    }

    private static void collect(JsonNode node, String path, List<JsonNode> found) {
        if (node.isArray()) {
            node.forEach(element -> collect(element, path, found));
        } else if (path.isEmpty()) {
            found.add(node);
        } else if (node.isObject()) {
            for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
                JsonNode member = node.get(path.substring(0, dot));
                if (member != null) {
                    collect(member, path.substring(dot + 1), found);
                }
            }
            JsonNode last = node.get(path);
            if (last != null) {
                collect(last, "", found);
            }
        }
    }
}
