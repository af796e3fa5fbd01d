package dev.sluice.server.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/// What an event has at a path of the query language: arrays are looked through, and a name that holds a dot reads like
/// two names.
public final class PathValues {
    /// Decimal places either way up to which a number is written out.
    private static final int PLAIN = 30;

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

    /// Visits every leaf with its path.
    static void each(JsonNode event, BiConsumer<String, JsonNode> visitor) {
        each("", event, visitor);
    }

    private static void each(String path, JsonNode node, BiConsumer<String, JsonNode> visitor) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                each(path.isEmpty() ? member.getKey() : path + "." + member.getKey(), member.getValue(), visitor);
            }
        } else if (node.isArray()) {
            node.forEach(element -> each(path, element, visitor));
        } else {
            visitor.accept(path, node);
        }
    }

    /// A leaf as a query would write it: the same text for the same number, however it is spelled.
    static String text(JsonNode leaf) {
        if (!leaf.isNumber()) {
            return leaf.asText();
        }
        BigDecimal number = leaf.decimalValue();
        number = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        return Math.abs((long) number.scale()) <= PLAIN ? number.toPlainString() : number.toString();
    }
}
