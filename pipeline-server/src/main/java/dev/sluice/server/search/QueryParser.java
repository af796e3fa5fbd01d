package dev.sluice.server.search;

import dev.sluice.model.error.PipelineException;
import dev.sluice.server.search.QueryText.Token;
import dev.sluice.server.store.Condition;
import dev.sluice.server.store.Glob;
import dev.sluice.server.store.NumberRange;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the query language of docs/query-language.md. Used once, by one thread.
///
/// ```
/// query := either?            either := both ("or" both)*     both := one ("and"? one)*
/// one   := "-" one | "(" either ")" | field ":" value | field (">" | ">=" | "<" | "<=") value | text
/// ```
final class QueryParser {
    static final int MAX_LENGTH = 4_096;
    static final int MAX_TERMS = 100;
    private static final int MAX_DEPTH = 32;
    private static final Duration MAX_LAST = Duration.ofDays(36_500);

    private static final Map<String, Condition.Field> FIELDS = Map.of(
            "type", Condition.Field.TYPE,
            "source", Condition.Field.SOURCE,
            "subject", Condition.Field.SUBJECT,
            "id", Condition.Field.ID,
            "queue", Condition.Field.QUEUE);
    private static final Map<String, Duration> UNITS = Map.of(
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1),
            "w", Duration.ofDays(7));
    private static final Pattern SPAN = Pattern.compile("([0-9]{1,9})([smhdw])");

    private final List<Token> tokens;
    private final Instant now;
    private final ZoneId zone;
    private final int end;
    private int next;
    private int terms;

    private QueryParser(String text, Instant now, ZoneId zone) {
        this.tokens = QueryText.tokens(text);
        this.now = now;
        this.zone = zone;
        this.end = text.length() + 1;
    }

    /// @param now what `last:` counts from
    /// @param zone of times written without one
    /// @throws PipelineException `malformed-query`, with the column and what was expected there
    static Condition parse(String text, Instant now, ZoneId zone) {
        if (text.length() > MAX_LENGTH) {
            throw QueryText.fault(
                    "a query has at most " + MAX_LENGTH + " characters, this one has " + text.length(), MAX_LENGTH + 1);
        }
        requireText(text);
        QueryParser parser = new QueryParser(text, now, zone);
        if (parser.tokens.isEmpty()) {
            return new Condition.All();
        }
        Condition condition = parser.either(0);
        Token rest = parser.peek();
        if (rest != null) {
            throw QueryText.fault("no parenthesis is open that could be closed here", rest.column());
        }
        return condition;
    }

    private static void requireText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean loneHigh = Character.isHighSurrogate(c)
                    && (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1)));
            boolean loneLow = Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
            if (c < ' ' && c != '\t' && c != '\n' && c != '\r' || loneHigh || loneLow) {
                throw QueryText.fault("a query holds text, without control characters", i + 1);
            }
        }
    }

    private Condition either(int depth) {
        List<Condition> any = new ArrayList<>();
        any.add(both(depth));
        while (peek() instanceof QueryText.Operator(boolean or, int _) && or) {
            next++;
            any.add(both(depth));
        }
        return any.size() == 1 ? any.getFirst() : new Condition.Or(any);
    }

    private Condition both(int depth) {
        List<Condition> all = new ArrayList<>();
        all.add(one(depth));
        while (true) {
            Token token = peek();
            if (token instanceof QueryText.Operator(boolean or, int _) && !or) {
                next++;
            } else if (token == null || token instanceof QueryText.Operator || token instanceof QueryText.Close) {
                return all.size() == 1 ? all.getFirst() : new Condition.And(all);
            }
            all.add(one(depth));
        }
    }

    private Condition one(int depth) {
        Token token = peek();
        if (token == null) {
            throw QueryText.fault("a term is missing at the end", end);
        }
        if (depth > MAX_DEPTH) {
            throw QueryText.fault("parentheses and minus signs nest at most " + MAX_DEPTH + " deep", token.column());
        }
        next++;
        return switch (token) {
            case QueryText.Minus(int _) -> new Condition.Not(one(depth + 1));
            case QueryText.Open(int column) -> group(depth, column);
            case QueryText.Free(String text, boolean _, int column) -> counted(free(text, column), column);
            case QueryText.Pair pair -> counted(pair(pair), pair.column());
            case QueryText.Comparison comparison -> counted(Comparisons.read(comparison, zone), comparison.column());
            case QueryText.Close(int column) -> throw QueryText.fault("a term is expected before )", column);
            case QueryText.Operator(boolean or, int column) ->
                throw QueryText.fault(
                        "a term is expected before " + (or ? "or" : "and") + "; quote the word to search for it",
                        column);
        };
    }

    private Condition group(int depth, int column) {
        Condition inner = either(depth + 1);
        if (!(peek() instanceof QueryText.Close)) {
            throw QueryText.fault("the parenthesis that opens here is not closed", column);
        }
        next++;
        return inner;
    }

    private Condition counted(Condition condition, int column) {
        if (++terms > MAX_TERMS) {
            throw QueryText.fault("a query has at most " + MAX_TERMS + " terms", column);
        }
        return condition;
    }

    private static Condition free(String text, int column) {
        boolean searchable = text.codePoints().anyMatch(c -> c >= 128 || Character.isLetterOrDigit(c));
        if (!searchable) {
            throw QueryText.fault(
                    text.matches("[<>]=?")
                            ? "a comparison is written without spaces, such as data.amount" + text + "100"
                            : "a text to search for needs a letter or a digit",
                    column);
        }
        return new Condition.Text(text);
    }

    private Condition pair(QueryText.Pair pair) {
        if (pair.value().isEmpty() && !pair.quoted()) {
            throw QueryText.fault("a value is expected after " + pair.field() + ":", pair.valueColumn());
        }
        Condition.Field field = FIELDS.get(pair.field());
        if (field != null) {
            return new Condition.Attribute(field, pair.quoted() ? Glob.exact(pair.value()) : Glob.of(pair.value()));
        }
        return switch (pair.field()) {
            case "last" -> new Condition.Received(now.minus(span(pair)), null);
            case "from" -> new Condition.Received(Moment.read(pair.value(), zone, pair.valueColumn()), null);
            case "to" -> new Condition.Received(null, Moment.read(pair.value(), zone, pair.valueColumn()));
            case "has" -> new Condition.Present(path(pair.value(), pair.valueColumn()));
            default -> value(pair);
        };
    }

    private static Condition value(QueryText.Pair pair) {
        String path = path(pair.field(), pair.column());
        if (!pair.quoted() && pair.value().equals("*")) {
            return new Condition.Present(path);
        }
        if (!pair.quoted() && pair.value().contains("*")) {
            throw QueryText.fault(
                    "* works in type, source, subject, id and queue; quote the value if the star is part of it",
                    pair.valueColumn());
        }
        NumberRange range = pair.quoted() ? null : Comparisons.range(pair.value());
        return range == null
                ? new Condition.Value(path, pair.value(), pair.quoted())
                : new Condition.Number(path, range);
    }

    private static String path(String text, int column) {
        if (!QueryText.FIELD.matcher(text).matches()) {
            throw QueryText.fault(
                    "a field is type, source, subject, id, queue, last, from, to, has, an extension attribute (a-z, 0-9) or"
                            + " data.path; quote the text if it is none",
                    column);
        }
        return text;
    }

    private static Duration span(QueryText.Pair pair) {
        Matcher span = SPAN.matcher(pair.value());
        if (span.matches()) {
            Duration unit = UNITS.get(span.group(2));
            if (unit != null) {
                Duration last = unit.multipliedBy(Long.parseLong(span.group(1)));
                if (last.compareTo(MAX_LAST) <= 0) {
                    return last;
                }
            }
        }
        throw QueryText.fault(
                "a span is expected after last:, such as 15m, 1h or 7d, of at most 36500d", pair.valueColumn());
    }

    private @Nullable Token peek() {
        return next < tokens.size() ? tokens.get(next) : null;
    }
}
