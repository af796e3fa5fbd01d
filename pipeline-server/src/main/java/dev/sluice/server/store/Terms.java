package dev.sluice.server.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.sluice.model.event.Event;
import java.io.IOException;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The search terms of one event, 64-bit hashes: each word of a text or number, each `path=value` of a leaf, each path
/// that is present. Paths are written with dots and without array positions. At most [#MAX] whole texts and as many
/// others per event; beyond that [#TRUNCATED] is among them. `data_base64` and `time` give no words,
/// `specversion` gives nothing: each term costs about 1 µs of the database's time.
final class Terms {
    static final int MAX = 8_192;
    private static final Logger LOG = LoggerFactory.getLogger(Terms.class);
    /// Marks an event with more terms than are kept.
    static final long TRUNCATED = TermHash.end(TermHash.start('t'));

    private static final int SHORT = 4;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(1_000)
                    .maxStringLength(64 << 20)
                    .maxNumberLength(64 << 20)
                    .maxNameLength(64 << 20)
                    .build())
            .build();
    /// Says the same of every event.
    private static final String VERSION = "specversion";

    private static final String BINARY = "data_base64";
    private static final String TIME = "time";

    /// words, paths, literals, short values and oddly spelled numbers: what blocks are found by
    private final LongSet common = new LongSet(MAX);
    /// longer texts and numbers, nearly all different: what single events are judged by
    private final LongSet texts = new LongSet(MAX);
    private final StringBuilder path = new StringBuilder();
    private int[] pathEnds = new int[16];
    private final PathNumbers.Builder numbers = new PathNumbers.Builder();
    private boolean incomplete;

    Terms() {}

    /// The terms of one event, in any order.
    ///
    /// @param all every one of them; hardly ever one of them twice
    /// @param block so many of the first are those that its block is found by: all but longer texts and
    ///     numbers, whose words say enough
    /// @param numbers its numbers by path
    record Of(long[] all, int block, PathNumbers numbers) {}

    static Of of(Event event) {
        return new Terms().scan(event);
    }

    /// Takes the terms of one event after the other; used by one thread.
    Of scan(Event event) {
        common.clear();
        texts.clear();
        numbers.clear();
        path.setLength(0);
        incomplete = false;
        // first, so that they are never the ones left out
        attribute("id", event.id());
        attribute("source", event.source());
        attribute("type", event.type());
        if (event.subject() != null) {
            attribute("subject", event.subject());
        }
        try (JsonParser parser = FACTORY.createParser(event.json())) {
            walk(parser);
        } catch (IOException e) {
            // it was read before, so this is a scanner stricter than the reader; no reason to refuse the event
            LOG.warn(
                    "Event {} of {} could not be scanned to its end; it is searched by its text",
                    event.id(),
                    event.source(),
                    e);
            incomplete = true;
        }
        if (incomplete || common.overflowed() || texts.overflowed()) {
            common.force(TRUNCATED);
        }
        long[] all = new long[common.size() + texts.size()];
        common.copyTo(all, 0);
        texts.copyTo(all, common.size());
        return new Of(all, common.size(), incomplete ? PathNumbers.UNKNOWN : numbers.build());
    }

    /// True for a value by which its block is found as such: there are few of them at a path, and many elsewhere.
    static boolean isShort(CharSequence value) {
        return value.length() <= SHORT;
    }

    /// true when the words of a text at this path are terms
    static boolean givesWords(CharSequence path) {
        return !BINARY.contentEquals(path) && !TIME.contentEquals(path);
    }

    /// The terms of which an event has one when the leaf at the path has this value.
    ///
    /// @param quoted true: only the text; false: also the number, `true`, `false` or `null` of that spelling
    static List<Long> ofValue(String path, String value, boolean quoted) {
        List<Long> any = new ArrayList<>();
        any.add(TermHash.value(TermHash.TEXT, path, value));
        if (!quoted) {
            String number = Numbers.canonical(value);
            if (number != null) {
                any.add(TermHash.value(TermHash.NUMBER, path, number));
            } else if (Set.of("true", "false", "null").contains(value)) {
                any.add(TermHash.value(TermHash.LITERAL, path, value));
            }
        }
        return any;
    }

    private void attribute(String name, String value) {
        common.add(TermHash.present(name));
        texts.add(TermHash.value(TermHash.TEXT, name, value));
        Words.each(value.toCharArray(), 0, value.length(), common::add);
    }

    private void walk(JsonParser parser) throws IOException {
        int depth = 0;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            switch (token) {
                case START_OBJECT, START_ARRAY -> {
                    depth++;
                    if (depth == pathEnds.length) {
                        pathEnds = Arrays.copyOf(pathEnds, depth * 2);
                    }
                    // below here, names are set behind the path so far
                    pathEnds[depth] = path.length();
                }
                case END_OBJECT, END_ARRAY -> {
                    path.setLength(pathEnds[depth]);
                    depth--;
                }
                case FIELD_NAME -> {
                    path.setLength(pathEnds[depth]);
                    if (!path.isEmpty()) {
                        path.append('.');
                    }
                    path.append(parser.currentName());
                    if (VERSION.contentEquals(path)) {
                        parser.nextToken();
                        parser.skipChildren();
                    } else {
                        common.add(TermHash.present(path));
                    }
                }
                case VALUE_STRING -> text(parser);
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                    String number = parser.getText();
                    boolean wordsLead = Numbers.isPlain(number) && !isShort(number);
                    (wordsLead ? texts : common)
                            .add(TermHash.value(TermHash.NUMBER, path, Numbers.canonicalOf(number)));
                    Words.each(number.toCharArray(), 0, number.length(), common::add);
                    numbers.add(TermHash.present(path), parser.getDoubleValue());
                }
                default -> common.add(TermHash.value(TermHash.LITERAL, path, token.asString()));
            }
        }
    }

    private void text(JsonParser parser) throws IOException {
        char[] text = parser.getTextCharacters();
        int from = parser.getTextOffset();
        int length = parser.getTextLength();
        CharBuffer value = CharBuffer.wrap(text, from, length);
        (isShort(value) ? common : texts).add(TermHash.value(TermHash.TEXT, path, value));
        if (givesWords(path)) {
            Words.each(text, from, length, common::add);
        }
    }
}
