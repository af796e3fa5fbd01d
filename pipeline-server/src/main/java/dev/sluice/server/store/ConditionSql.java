package dev.sluice.server.store;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A WHERE clause and its parameters, in step. Every value is a parameter. Used by one thread.
///
/// An event with more terms than are kept ([Terms#TRUNCATED]) is judged by its text instead: it is found when the word
/// or value stands anywhere in its JSON.
final class ConditionSql {
    /// Case is folded by the database's own locale: ASCII always, the rest unless the locale is C.
    private static final String LOWER_BODY = "lower(body collate \"default\")";

    private final StringBuilder sql = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    ConditionSql add(String text, Object... values) {
        sql.append(text);
        parameters.addAll(List.of(values));
        return this;
    }

    ConditionSql append(ConditionSql other) {
        sql.append(other.sql);
        parameters.addAll(other.parameters);
        return this;
    }

    ConditionSql where(Condition condition) {
        switch (condition) {
            case Condition.All() -> add("true");
            case Condition.And(List<Condition> all) -> join(all, " and ", "true");
            case Condition.Or(List<Condition> any) -> join(any, " or ", "false");
            case Condition.Not(Condition inner) -> add("not ").where(inner);
            case Condition.Attribute(Condition.Field field, Glob glob) -> attribute(field, glob);
            case Condition.Value(String path, String value, boolean quoted) -> value(path, value, quoted);
            case Condition.Present(String path) ->
                anyTerm(List.of(TermHash.present(path)), path.substring(path.lastIndexOf('.') + 1));
            case Condition.Text(String text) -> text(text);
            case Condition.Number(String path, NumberRange range) -> number(path, range);
            case Condition.Received(Instant from, Instant to) -> within("received_at", from, to);
            case Condition.Occurred(Instant from, Instant to) -> within("time", from, to);
        }
        return this;
    }

    private void join(List<Condition> conditions, String operator, String ofNone) {
        if (conditions.isEmpty()) {
            add(ofNone);
            return;
        }
        add("(");
        for (int i = 0; i < conditions.size(); i++) {
            add(i == 0 ? "" : operator).where(conditions.get(i));
        }
        add(")");
    }

    private void attribute(Condition.Field field, Glob glob) {
        String column = field.name().toLowerCase(Locale.ROOT);
        if (!glob.isExact()) {
            add("coalesce(" + column + " like ? escape '\\', false)", glob.like());
            return;
        }
        String value = glob.parts().getFirst();
        switch (field) {
            case TYPE, SOURCE, QUEUE -> add("(" + column + " = ?)", value);
            // these have no index of their own; their terms are never among those left out
            case ID, SUBJECT ->
                add(
                        "(terms @> ? and coalesce(" + column + " = ?, false))",
                        new long[] {TermHash.value(TermHash.TEXT, column, value)},
                        value);
        }
    }

    private void value(String path, String value, boolean quoted) {
        anyTerm(Terms.ofValue(path, value, quoted), value);
    }

    /// The terms say whether there is something at the path, which is cheaper than looking.
    private void number(String path, NumberRange range) {
        add(
                "(terms && ? and coalesce(jsonb_path_exists(event_json(body), ?::jsonpath, '{}', true), false))",
                new long[] {TermHash.present(path), Terms.TRUNCATED},
                NumberPath.of(path, range));
    }

    private void within(String column, @Nullable Instant from, @Nullable Instant to) {
        add("(true");
        if (from != null) {
            add(" and " + column + " >= ?", from);
        }
        if (to != null) {
            add(" and " + column + " < ?", to);
        }
        add(")");
    }

    private void anyTerm(List<Long> terms, String literal) {
        add("(terms " + (terms.size() == 1 ? "@>" : "&&") + " ? or (", array(terms));
        truncatedHolds(literal);
        add("))");
    }

    private void text(String text) {
        List<Long> terms = Words.terms(text);
        if (Words.isOneWord(text)) {
            anyTerm(terms, text);
            return;
        }
        add("(");
        if (!terms.isEmpty()) {
            add("(terms @> ? or terms @> ?) and ", array(terms), new long[] {Terms.TRUNCATED});
        }
        bodyHolds(text);
        add(")");
    }

    private void truncatedHolds(String literal) {
        add("terms @> ? and ", new Object[] {new long[] {Terms.TRUNCATED}});
        bodyHolds(literal);
    }

    /// The text as it may be spelled inside JSON.
    private void bodyHolds(String text) {
        String plain = new String(JsonStringEncoder.getInstance().quoteAsString(text));
        Set<String> spellings = new LinkedHashSet<>(List.of(plain, plain.replace("/", "\\/")));
        spellings.add(asciiOnly(plain));
        add("(");
        String separator = "";
        for (String spelling : spellings) {
            add(separator + "strpos(" + LOWER_BODY + ", lower(? collate \"default\")) > 0", spelling);
            separator = " or ";
        }
        add(")");
    }

    private static String asciiOnly(String text) {
        StringBuilder ascii = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (c < 128) {
                ascii.append(c);
            } else {
                ascii.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            }
        }
        return ascii.toString();
    }

    private static Object array(List<Long> terms) {
        return terms.stream().mapToLong(Long::longValue).toArray();
    }

    PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql.toString());
        for (int i = 0; i < parameters.size(); i++) {
            switch (parameters.get(i)) {
                // cut to what the database keeps; it would round
                case Instant at ->
                    statement.setObject(i + 1, at.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
                case UUID uuid -> statement.setObject(i + 1, uuid);
                case long[] terms -> statement.setObject(i + 1, terms);
                case Object other -> statement.setObject(i + 1, other);
            }
        }
        return statement;
    }
}
