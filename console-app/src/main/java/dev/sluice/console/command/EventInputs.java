package dev.sluice.console.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/// Tells NDJSON from JSON by the input's first line.
final class EventInputs {
    /// How far to look for the end of the first line; a line longer than this is an event of NDJSON.
    private static final int SNIFF_BYTES = 1 << 20;

    private EventInputs() {}

    /// What the input holds.
    enum Format {
        AUTO,
        NDJSON,
        JSON
    }

    /// @param name of the file, for its extension; empty when there is none
    static EventInput open(InputStream in, String name, Format format) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, 64 << 10);
        skipByteOrderMark(buffered);
        Format known = format == Format.AUTO ? byExtension(name) : format;
        if (known == Format.AUTO) {
            known = sniff(buffered);
        }
        return known == Format.JSON ? new JsonInput(buffered) : new NdjsonInput(buffered);
    }

    private static void skipByteOrderMark(BufferedInputStream in) throws IOException {
        in.mark(3);
        if (in.read() == 0xEF && in.read() == 0xBB && in.read() == 0xBF) {
            return;
        }
        in.reset();
    }

    private static Format byExtension(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".ndjson") || lower.endsWith(".jsonl") ? Format.NDJSON : Format.AUTO;
    }

    private static Format sniff(BufferedInputStream in) throws IOException {
        in.mark(SNIFF_BYTES);
        byte[] head = new byte[SNIFF_BYTES];
        int length = 0;
        int lineEnd = -1;
        boolean content = false;
        // byte by byte: a pipe must not be read past the first line, or a slow producer's first event would wait
        while (length < SNIFF_BYTES && lineEnd < 0) {
            int b = in.read();
            if (b < 0) {
                break;
            }
            if (b == '\n' && content) {
                lineEnd = length;
            }
            content |= b > ' ';
            head[length++] = (byte) b;
        }
        in.reset();
        int start = 0;
        while (start < length && head[start] <= ' ') {
            start++;
        }
        if (start == length) {
            return Format.NDJSON;
        }
        if (head[start] == '[') {
            return Format.JSON;
        }
        boolean cutByUs = length == SNIFF_BYTES && lineEnd < 0;
        boolean opensAnObject = head[start] == '{' && !cutByUs;
        return opensAnObject && goesOn(head, start, lineEnd < 0 ? length : lineEnd) ? Format.JSON : Format.NDJSON;
    }

    /// true: the line is the beginning of a JSON value that does not end on it
    private static boolean goesOn(byte[] head, int start, int end) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(head, start, end - start)) {
            parser.nextToken();
            parser.skipChildren();
            return false;
        } catch (JsonEOFException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
