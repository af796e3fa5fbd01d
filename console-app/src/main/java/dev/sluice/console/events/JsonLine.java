package dev.sluice.console.events;

import java.util.ArrayList;
import java.util.List;

/// One line of laid-out JSON. Values are shown as they came, digit for digit and escape for escape; only the
/// white space
/// between them is new. What a screen would obey (direction marks and the like) is written as an escape.
///
/// @param indent levels
record JsonLine(int indent, List<Token> tokens) {
    private static final int MOST_LINES = 20_000;
    private static final int MOST_CHARS = 2_000;

    JsonLine {
        tokens = List.copyOf(tokens);
    }

    /// What a piece of text is.
    enum Kind {
        NAME,
        STRING,
        NUMBER,
        WORD,
        MARK
    }

    record Token(Kind kind, String text) {}

    /// @param json valid JSON text
    static List<JsonLine> lines(String json) {
        return new Writer(json).write();
    }

    String text() {
        StringBuilder out = new StringBuilder("  ".repeat(indent));
        tokens.forEach(token -> out.append(token.text()));
        return out.toString();
    }

    private static final class Writer {
        private final String json;
        private final List<JsonLine> lines = new ArrayList<>();
        private List<Token> line = new ArrayList<>();
        private int indent;
        private int at;

        private Writer(String json) {
            this.json = json;
        }

        private List<JsonLine> write() {
            while (at < json.length() && lines.size() < MOST_LINES) {
                char c = json.charAt(at);
                switch (c) {
                    case ' ', '\t', '\n', '\r' -> at++;
                    case '{', '[' -> open(c);
                    case '}', ']' -> close(c);
                    case ',' -> {
                        mark(",");
                        flush();
                    }
                    case ':' -> mark(": ");
                    case '"' -> string();
                    default -> word();
                }
            }
            flush();
            if (at < json.length()) {
                line.add(new Token(Kind.MARK, "… the rest is left out here; Copy JSON has all of it"));
                flush();
            }
            return lines;
        }

        private void open(char c) {
            int next = at + 1;
            while (next < json.length() && Character.isWhitespace(json.charAt(next))) {
                next++;
            }
            boolean empty = next < json.length() && (json.charAt(next) == '}' || json.charAt(next) == ']');
            if (empty) {
                line.add(new Token(Kind.MARK, c == '{' ? "{}" : "[]"));
                at = next + 1;
                return;
            }
            mark(String.valueOf(c));
            flush();
            indent++;
        }

        private void close(char c) {
            flush();
            indent = Math.max(0, indent - 1);
            mark(String.valueOf(c));
        }

        private void mark(String text) {
            line.add(new Token(Kind.MARK, text));
            at++;
        }

        private void string() {
            int end = at + 1;
            while (end < json.length() && json.charAt(end) != '"') {
                end += json.charAt(end) == '\\' ? 2 : 1;
            }
            end = Math.min(end + 1, json.length());
            String text = shown(json.substring(at, end));
            at = end;
            int next = at;
            while (next < json.length() && Character.isWhitespace(json.charAt(next))) {
                next++;
            }
            boolean name = next < json.length() && json.charAt(next) == ':';
            line.add(new Token(name ? Kind.NAME : Kind.STRING, text));
        }

        private void word() {
            int end = at;
            while (end < json.length() && ",:]}{[ \t\r\n".indexOf(json.charAt(end)) < 0) {
                end++;
            }
            String text = json.substring(at, end);
            at = end;
            boolean number = text.charAt(0) == '-' || Character.isDigit(text.charAt(0));
            line.add(new Token(number ? Kind.NUMBER : Kind.WORD, shown(text)));
        }

        private void flush() {
            if (!line.isEmpty()) {
                lines.add(new JsonLine(indent, line));
                line = new ArrayList<>();
            }
        }

        private static String shown(String text) {
            String cut = text.length() > MOST_CHARS
                    ? text.substring(0, MOST_CHARS) + "… " + text.length() + " characters"
                    : text;
            StringBuilder out = new StringBuilder(cut.length());
            for (int i = 0; i < cut.length(); i++) {
                char c = cut.charAt(i);
                int type = Character.getType(c);
                boolean obeyed = type == Character.CONTROL
                        || type == Character.FORMAT
                        || type == Character.LINE_SEPARATOR
                        || type == Character.PARAGRAPH_SEPARATOR;
                out.append(obeyed ? "\\u%04x".formatted((int) c) : String.valueOf(c));
            }
            return out.toString();
        }
    }
}
