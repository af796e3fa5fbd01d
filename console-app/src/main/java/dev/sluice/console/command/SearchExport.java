package dev.sluice.console.command;

import dev.sluice.console.client.EventQuery;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.client.UnreachableException;
import dev.sluice.console.command.CommandMain.Surroundings;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Writes a whole result to a file, or to standard output as `-`. The file appears under its name when it is whole;
/// what was written until a failure stays beside it as `….part`.
final class SearchExport {
    private static final String STANDARD = "-";

    private final SluiceClient client;
    private final Surroundings surroundings;

    SearchExport(SluiceClient client, Surroundings surroundings) {
        this.client = client;
        this.surroundings = surroundings;
    }

    void run(EventQuery query, String target, SearchCommand.Format format, @Nullable String columns)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Rows rows;
        try (InputStream in = client.export(query, format.name().toLowerCase(Locale.ROOT), columns)) {
            if (target.equals(STANDARD)) {
                rows = copy(in, surroundings.raw(), format);
            } else {
                Path file = Path.of(target);
                Path part = file.resolveSibling(file.getFileName() + ".part");
                try (OutputStream out = Files.newOutputStream(part)) {
                    rows = copy(in, out, format);
                }
                move(part, file);
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        surroundings
                .err()
                .println(String.format(
                        Locale.ROOT,
                        "%,d events, %,d bytes in %.1f s (%,.0f events/s)",
                        rows.count(),
                        rows.bytes(),
                        seconds,
                        rows.count() / Math.max(seconds, 0.001)));
    }

    private Rows copy(InputStream in, OutputStream out, SearchCommand.Format format) throws IOException {
        Rows rows = new Rows(out, format == SearchCommand.Format.CSV);
        byte[] buffer = new byte[1 << 16];
        while (true) {
            int read;
            try {
                read = in.read(buffer);
            } catch (IOException e) {
                throw new UnreachableException(
                        UnreachableException.Kind.CUT_OFF,
                        "The export broke off after " + rows.count() + " events; what came is not the whole.",
                        e);
            }
            if (read < 0) {
                rows.flush();
                return rows;
            }
            rows.write(buffer, 0, read);
        }
    }

    private static void move(Path part, Path file) throws IOException {
        try {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// Counts what passes. A line break inside a CSV cell ends no row.
    private static final class Rows extends FilterOutputStream {
        private final boolean csv;
        private boolean quoted;
        private long lines;
        private long bytes;

        Rows(OutputStream out, boolean csv) {
            super(out);
            this.csv = csv;
        }

        @Override
        public void write(byte[] buffer, int from, int length) throws IOException {
            for (int i = from; i < from + length; i++) {
                quoted ^= csv && buffer[i] == '"';
                lines += buffer[i] == '\n' && !quoted ? 1 : 0;
            }
            bytes += length;
            out.write(buffer, from, length);
        }

        /// The header of CSV is none.
        long count() {
            return Math.max(0, csv ? lines - 1 : lines);
        }

        long bytes() {
            return bytes;
        }
    }
}
