package dev.sluice.console.command;

import dev.sluice.model.deadletter.LetterSelection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which dead letters of a queue an act is for: exactly one of these.
final class LetterOptions {
    @Option(names = "--ids", paramLabel = "ID", split = ",", description = "these, as in --ids 12,13")
    @Nullable
    List<String> ids;

    @Option(names = "--fingerprint", paramLabel = "KIND", description = "all of one kind (dead-letters NAME --groups)")
    @Nullable
    String fingerprint;

    @Option(names = "--all", description = "all of the queue")
    boolean all;

    LetterSelection selection() {
        if ((ids == null ? 0 : 1) + (fingerprint == null ? 0 : 1) + (all ? 1 : 0) != 1) {
            throw new IllegalArgumentException("Say which letters: --ids, --fingerprint or --all, and only one of it.");
        }
        return new LetterSelection(ids, fingerprint, all ? true : null);
    }
}
