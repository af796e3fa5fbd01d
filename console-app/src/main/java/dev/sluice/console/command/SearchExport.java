package dev.sluice.console.command;

import dev.sluice.console.client.EventQuery;
import dev.sluice.console.client.ExportFile;
import dev.sluice.console.client.ExportFile.Exported;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.command.CommandMain.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Writes a whole result to a file, or to standard output as `-`, and says how much it was.
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
        boolean csv = format == SearchCommand.Format.CSV;
        Exported exported;
        try (InputStream in = client.export(query, format.name().toLowerCase(Locale.ROOT), columns)) {
            if (target.equals(STANDARD)) {
                try {
                    exported = ExportFile.copy(in, surroundings.raw(), csv);
                } catch (IOException e) {
                    // nobody reads any more, as behind `| head`; that is no failure
                    return;
                }
            } else {
                exported = ExportFile.write(in, Path.of(target), csv);
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        surroundings
                .err()
                .println(String.format(
                        Locale.ROOT,
                        "%,d events, %,d bytes in %.1f s (%,.0f events/s)",
                        exported.events(),
                        exported.bytes(),
                        seconds,
                        exported.events() / Math.max(seconds, 0.001)));
    }
}
