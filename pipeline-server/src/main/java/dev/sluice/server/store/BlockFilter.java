package dev.sluice.server.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a block must hold for one of its events to fulfil a condition, as SQL over `event_block`: never narrower than
/// the condition, so that it only says where to look. Negations say nothing.
final class BlockFilter {
    private BlockFilter() {}

    /// @return empty when any block may hold such an event
    static Optional<ConditionSql> of(Condition condition) {
        return switch (condition) {
            case Condition.And(List<Condition> all) -> {
                List<ConditionSql> parts = all.stream()
                        .map(BlockFilter::of)
                        .flatMap(Optional::stream)
                        .toList();
                yield parts.isEmpty() ? Optional.empty() : Optional.of(join(parts, " and "));
            }
            case Condition.Or(List<Condition> any) -> {
                List<Optional<ConditionSql>> parts =
                        any.stream().map(BlockFilter::of).toList();
                yield parts.isEmpty() || parts.stream().anyMatch(Optional::isEmpty)
                        ? Optional.empty()
                        : Optional.of(
                                join(parts.stream().map(Optional::orElseThrow).toList(), " or "));
            }
            case Condition.Attribute(Condition.Field field, Glob glob) -> attribute(field, glob);
            case Condition.Value(String path, String value, boolean quoted) -> Optional.of(value(path, value, quoted));
            case Condition.Present(String path) -> Optional.of(oneOf(List.of(TermHash.present(path))));
            case Condition.Text(String text) -> {
                List<Long> words = Words.terms(text);
                yield words.isEmpty() ? Optional.empty() : Optional.of(allOf(words));
            }
            case Condition.Number(String path, NumberRange range) -> Optional.of(number(path, range));
            case Condition.All _, Condition.Not _, Condition.Received _, Condition.Occurred _ -> Optional.empty();
        };
    }

    private static Optional<ConditionSql> attribute(Condition.Field field, Glob glob) {
        if (!glob.isExact()) {
            return Optional.empty();
        }
        String value = glob.parts().getFirst();
        return switch (field) {
            case ID -> Optional.of(allOf(wordsAt("id", value)));
            case SUBJECT -> Optional.of(allOf(wordsAt("subject", value)));
            // these have indexes of their own, and the queue no term
            case TYPE, SOURCE, QUEUE -> Optional.empty();
        };
    }

    /// Longer texts and plain numbers are not among a block's terms: their words and their path are.
    private static ConditionSql value(String path, String value, boolean quoted) {
        List<ConditionSql> any = new ArrayList<>();
        List<Long> terms = new ArrayList<>(Terms.ofValue(path, value, quoted));
        if (!Terms.isShort(value)) {
            // the first is the whole text
            terms.removeFirst();
            any.add(allOf(wordsAt(path, value)));
        }
        String plain = quoted || Numbers.canonical(value) == null ? null : Numbers.plain(value);
        if (plain != null && !plain.equals(value) && !Terms.isShort(plain)) {
            any.add(allOf(wordsAt(path, plain)));
        }
        if (!terms.isEmpty()) {
            any.add(oneOf(terms));
        }
        return join(any, " or ");
    }

    /// Blocks know the least and the greatest number at each path, rounded outward.
    private static ConditionSql number(String path, NumberRange range) {
        ConditionSql sql = new ConditionSql().add("(b.number_paths is null or (true");
        NumberRange.Bound low = range.low();
        if (low != null) {
            bound(sql, "number_highs", ">=", path, Math.nextDown(low.value().doubleValue()));
        }
        NumberRange.Bound high = range.high();
        if (high != null) {
            bound(sql, "number_lows", "<=", path, Math.nextUp(high.value().doubleValue()));
        }
        return sql.add("))");
    }

    private static void bound(ConditionSql sql, String column, String operator, String path, double value) {
        sql.add(
                " and b." + column + "[array_position(b.number_paths, ?::int8)] " + operator + " ?::float8",
                TermHash.present(path),
                value);
    }

    /// True when there is a filter and it may ask for numbers, of which the planner has no statistics.
    static boolean asksForNumbers(Condition condition) {
        return comparesNumbers(condition) && of(condition).isPresent();
    }

    private static boolean comparesNumbers(Condition condition) {
        return switch (condition) {
            case Condition.And(List<Condition> all) -> all.stream().anyMatch(BlockFilter::comparesNumbers);
            case Condition.Or(List<Condition> any) -> any.stream().anyMatch(BlockFilter::comparesNumbers);
            case Condition.Number _ -> true;
            default -> false;
        };
    }

    private static List<Long> wordsAt(String path, String text) {
        List<Long> terms = new ArrayList<>();
        terms.add(TermHash.present(path));
        if (Terms.givesWords(path)) {
            terms.addAll(Words.terms(text));
        }
        return terms;
    }

    private static ConditionSql oneOf(List<Long> terms) {
        long[] any = new long[terms.size() + 1];
        for (int i = 0; i < terms.size(); i++) {
            any[i] = terms.get(i);
        }
        // an event with too many terms may lack the very one
        any[terms.size()] = Terms.TRUNCATED;
        return new ConditionSql().add("(terms && ?)", any);
    }

    private static ConditionSql allOf(List<Long> terms) {
        return terms.size() == 1
                ? oneOf(terms)
                : new ConditionSql()
                        .add(
                                "(terms @> ? or terms && ?)",
                                terms.stream().mapToLong(Long::longValue).toArray(),
                                new long[] {Terms.TRUNCATED});
    }

    private static ConditionSql join(List<ConditionSql> parts, String operator) {
        ConditionSql joined = new ConditionSql().add("(");
        for (int i = 0; i < parts.size(); i++) {
            joined.add(i == 0 ? "" : operator).append(parts.get(i));
        }
        return joined.add(")");
    }
}
