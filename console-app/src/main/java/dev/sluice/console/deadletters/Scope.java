package dev.sluice.console.deadletters;

import dev.sluice.console.widget.Numbers;
import dev.sluice.model.deadletter.LetterSelection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// For which letters an act is.
///
/// @param label on its button
record Scope(String label, LetterSelection which) {
    /// @param letter the chosen one, null: none
    static List<Scope> of(GroupRow row, @Nullable LetterRow letter) {
        List<Scope> scopes = new ArrayList<>();
        scopes.add(new Scope(
                "This kind (" + Numbers.grouped(row.group().waiting()) + ")",
                LetterSelection.ofKind(row.group().fingerprint())));
        if (letter != null) {
            scopes.add(new Scope("This letter", LetterSelection.ofIds(List.of(letter.id()))));
        }
        scopes.add(new Scope("All of the queue", LetterSelection.everything()));
        return scopes;
    }
}
