package dev.sluice.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.json.Json;
import dev.sluice.server.search.PathValues;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How exported events are written. Used by one thread.
sealed interface ExportFormat {
    int MAX_COLUMNS = 100;

    /// @param columns paths joined by commas, null for the usual ones
    /// @throws PipelineException `malformed-request`
    static ExportFormat of(String format, @Nullable String columns) {
        return switch (format) {
            case "ndjson" -> {
                if (columns != null) {
                    throw new PipelineException(
                            ErrorCode.MALFORMED_REQUEST, "columns are chosen for format=csv; NDJSON has whole events.");
                }
                yield new Ndjson();
            }
            case "csv" -> new Csv(columns == null ? Csv.USUAL : Csv.columns(columns));
            default ->
                throw new PipelineException(
                        ErrorCode.MALFORMED_REQUEST, "format must be ndjson or csv, not " + format + ".");
        };
    }

    String contentType();

    String extension();

    default Map<String, String> headers() {
        return Map.of("Content-Disposition", "attachment; filename=\"events." + extension() + "\"");
    }

    void begin(OutputStream out) throws IOException;

    /// @param event UTF-8 text of its JSON
    void write(byte[] event, OutputStream out) throws IOException;

    /// One event a line, as it came.
    record Ndjson() implements ExportFormat {
        @Override
        public String contentType() {
            return "application/x-ndjson";
        }

        @Override
        public String extension() {
            return "ndjson";
        }

        @Override
        public void begin(OutputStream out) {
            // nothing stands before the first
        }

        @Override
        public void write(byte[] event, OutputStream out) throws IOException {
            for (int i = 0; i < event.length; i++) {
                // a raw line break can only stand between values, so a blank in its place changes no value
                if (event[i] == '\n' || event[i] == '\r') {
                    event[i] = ' ';
                }
            }
            out.write(event);
            out.write('\n');
        }
    }

    /// RFC 4180, UTF-8, with a header line. A text stands as it is, anything else as JSON; of several values at a path
    /// the cell holds a JSON array. What a spreadsheet would take for a formula is not changed.
    ///
    /// @param columns paths of the query language
    record Csv(List<String> columns) implements ExportFormat {
        private static final List<String> USUAL =
                List.of("receivedat", "time", "type", "source", "subject", "id", "queue", "data");

        private static List<String> columns(String text) {
            List<String> columns = List.of(text.split(",", -1));
            if (columns.size() > MAX_COLUMNS || columns.stream().anyMatch(String::isBlank)) {
                throw new PipelineException(
                        ErrorCode.MALFORMED_REQUEST,
                        "columns are 1 to " + MAX_COLUMNS
                                + " paths with commas between them, such as id,type,data.amount;" + " there are "
                                + columns.size() + ", or one is empty.");
            }
            return columns;
        }

        @Override
        public String contentType() {
            return "text/csv; charset=utf-8; header=present";
        }

        @Override
        public String extension() {
            return "csv";
        }

        @Override
        public void begin(OutputStream out) throws IOException {
            line(columns, out);
        }

        @Override
        public void write(byte[] event, OutputStream out) throws IOException {
            JsonNode tree = Json.tree(event);
            line(columns.stream().map(path -> cell(PathValues.of(tree, path))).toList(), out);
        }

        private static String cell(List<JsonNode> values) {
            return switch (values.size()) {
                case 0 -> "";
                case 1 -> values.getFirst().isTextual() ? values.getFirst().textValue() : Json.text(values.getFirst());
                default -> Json.text(values);
            };
        }

        private static void line(List<String> cells, OutputStream out) throws IOException {
            String line = cells.stream().map(Csv::quoted).collect(Collectors.joining(",")) + "\r\n";
            out.write(line.getBytes(StandardCharsets.UTF_8));
        }

        private static String quoted(String cell) {
            boolean plain = cell.chars().noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
            return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
        }
    }
}
