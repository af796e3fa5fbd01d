package dev.sluice.console.client;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Takes an export in as it comes, in constant memory.
public final class ExportFile {
    private ExportFile() {}

    /// What came.
    public record Exported(long events, long bytes) {}

    /// Writes into a file that appears under its name when it is whole; what was written until a failure stays beside
    /// it as `….part`.
    ///
    /// @param csv a line break inside a cell ends no row, and the first row is none
    /// @throws UnreachableException when the connection broke off
    public static Exported write(InputStream export, Path file, boolean csv) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Exported exported;
        try (OutputStream out = Files.newOutputStream(part)) {
            exported = copy(export, out, csv);
        }
        try {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return exported;
    }

    /// Writes into a stream, which stays open.
    ///
    /// @throws UnreachableException when the connection broke off
    public static Exported copy(InputStream export, OutputStream out, boolean csv) throws IOException {
        Rows rows = new Rows(out, csv);
        byte[] buffer = new byte[1 << 16];
        while (true) {
            int read;
            try {
                read = export.read(buffer);
            } catch (IOException e) {
                throw new UnreachableException(
                        UnreachableException.Kind.CUT_OFF,
                        "The export broke off after " + rows.exported().events()
                                + " events; what came is not the whole.",
                        e);
            }
            if (read < 0) {
                rows.flush();
                return rows.exported();
            }
            rows.write(buffer, 0, read);
        }
    }

    /// Counts what passes.
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

        Exported exported() {
            return new Exported(Math.max(0, csv ? lines - 1 : lines), bytes);
        }
    }
}
