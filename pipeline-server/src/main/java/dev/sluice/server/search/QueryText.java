package dev.sluice.server.search;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Cuts query text into tokens.
final class QueryText {
    /// A name that can be compared: an attribute or a path.
    static final Pattern FIELD = Pattern.compile("[a-z0-9_]+|data\\.[^*]+");

    private QueryText() {}

    /// @param column 1-based place of its first character
    sealed interface Token {
        int column();
    }

    record Open(int column) implements Token {}

    record Close(int column) implements Token {}

    record Minus(int column) implements Token {}

    /// `and` or `or`, whatever the case.
    record Operator(boolean or, int column) implements Token {}

    /// Text without a field.
    record Free(String text, boolean quoted, int column) implements Token {}

    /// `field:value`.
    record Pair(String field, String value, boolean quoted, int column, int valueColumn) implements Token {}

    /// `field>value`, `field>=value`, `field<value`, `field<=value`.
    record Comparison(String field, String operator, String value, int column, int valueColumn) implements Token {}

    /// True when a query can name the path without quotes, which it has none for.
    static boolean isField(String path) {
        return FIELD.matcher(path).matches() && path.chars().allMatch(c -> isWordPart((char) c) && c != ':');
    }

    static List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (isSpace(c)) {
                at++;
            } else if (c == '(' || c == ')') {
                at++;
                tokens.add(c == '(' ? new Open(at) : new Close(at));
            } else if (c == '-') {
                at++;
                tokens.add(new Minus(at));
            } else if (c == '"') {
                Quoted quoted = quoted(text, at);
                tokens.add(new Free(quoted.text(), true, at + 1));
                at = quoted.end();
            } else {
                at = word(text, at, tokens);
            }
        }
        return tokens;
    }

    private static int word(String text, int start, List<Token> tokens) {
        int end = start;
        int colon = -1;
        while (end < text.length() && isWordPart(text.charAt(end))) {
            if (text.charAt(end) == ':' && colon < 0) {
                colon = end;
            }
            end++;
        }
        String word = text.substring(start, end);
        boolean quoteFollows = end < text.length() && text.charAt(end) == '"';
        if (colon > start && colon == end - 1 && quoteFollows) {
            Quoted value = quoted(text, end);
            tokens.add(new Pair(text.substring(start, colon), value.text(), true, start + 1, end + 1));
            return value.end();
        }
        int operator = comparison(word);
        if (operator > 0 && !quoteFollows) {
            int length = word.startsWith("=", operator + 1) ? 2 : 1;
            tokens.add(new Comparison(
                    word.substring(0, operator),
                    word.substring(operator, operator + length),
                    word.substring(operator + length),
                    start + 1,
                    start + operator + length + 1));
            return end;
        }
        if (operator > 0) {
            throw fault("a number or a time is expected here, without quotes", end + 1);
        }
        if (quoteFollows) {
            throw fault("a quote may only start a text or follow field:", end + 1);
        }
        // an address is a text: http://example.com
        if (colon > start && !text.startsWith("//", colon + 1)) {
            tokens.add(new Pair(
                    text.substring(start, colon), text.substring(colon + 1, end), false, start + 1, colon + 2));
        } else if (word.equalsIgnoreCase("and") || word.equalsIgnoreCase("or")) {
            tokens.add(new Operator(word.equalsIgnoreCase("or"), start + 1));
        } else {
            tokens.add(new Free(word, false, start + 1));
        }
        return end;
    }

    /// @return where the operator stands, 0 when the word is no comparison: it needs a field before, without a colon
    private static int comparison(String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == ':') {
                return 0;
            }
            if (c == '<' || c == '>') {
                return FIELD.matcher(word).region(0, i).matches() ? i : 0;
            }
        }
        return 0;
    }

    private record Quoted(String text, int end) {}

    private static Quoted quoted(String text, int start) {
        StringBuilder value = new StringBuilder();
        for (int at = start + 1; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                return new Quoted(value.toString(), at + 1);
            }
            if (c == '\\') {
                at++;
                if (at == text.length() || text.charAt(at) != '"' && text.charAt(at) != '\\') {
                    throw fault("inside quotes a backslash stands before a quote or another backslash", at);
                }
                c = text.charAt(at);
            }
            value.append(c);
        }
        throw fault("a closing quote is missing for the quote that starts here", start + 1);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private static boolean isWordPart(char c) {
        return !isSpace(c) && c != '(' && c != ')' && c != '"';
    }

    /// @param column 1-based
    static PipelineException fault(String what, int column) {
        return PipelineException.atColumn(
                ErrorCode.MALFORMED_QUERY, "Column " + column + " of the query: " + what + ".", column);
    }
}
