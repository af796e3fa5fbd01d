package dev.sluice.server.store;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is to be erased: all that bears this source and this subject. At least one is given.
public record Erasable(@Nullable String source, @Nullable String subject) {
    public Erasable {
        if (source == null && subject == null) {
            throw new IllegalArgumentException("an erasure without source and subject would reach everything");
        }
    }

    Condition condition() {
        List<Condition> all = Stream.of(
                        attribute(Condition.Field.SOURCE, source), attribute(Condition.Field.SUBJECT, subject))
                .filter(Objects::nonNull)
                .toList();
        return all.size() == 1 ? all.getFirst() : new Condition.And(all);
    }

    private static @Nullable Condition attribute(Condition.Field field, @Nullable String value) {
        return value == null ? null : new Condition.Attribute(field, Glob.exact(value));
    }

    boolean fits(@Nullable String itsSource, @Nullable String itsSubject) {
        return (source == null || source.equals(itsSource)) && (subject == null || subject.equals(itsSubject));
    }

    /// True when one of the events in this text is meant, or when it cannot be read and holds what is looked for:
    /// rather too much than too little of what was no event anyway.
    boolean isIn(byte[] text) {
        JsonNode tree;
        try {
            tree = Json.tree(text);
        } catch (IOException e) {
            return isSomewhereIn(new String(text, StandardCharsets.UTF_8));
        }
        return tree.isArray() ? tree.valueStream().anyMatch(this::is) : is(tree);
    }

    boolean is(JsonNode event) {
        return fits(text(event, "source"), text(event, "subject"));
    }

    private static @Nullable String text(JsonNode event, String name) {
        JsonNode value = event.path(name);
        return value.isTextual() ? value.asText() : null;
    }

    private boolean isSomewhereIn(String text) {
        return Stream.of(source, subject).filter(Objects::nonNull).allMatch(value -> {
            String escaped = new String(JsonStringEncoder.getInstance().quoteAsString(value));
            return text.contains(value) || text.contains(escaped) || text.contains(escaped.replace("/", "\\/"));
        });
    }
}
