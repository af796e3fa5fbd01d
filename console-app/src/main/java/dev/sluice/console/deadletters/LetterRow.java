package dev.sluice.console.deadletters;

import dev.sluice.console.widget.Times;
import dev.sluice.model.deadletter.DeadLetterPage;

/// One dead letter of the chosen kind.
///
/// @param text its bytes, as text where they are text
record LetterRow(String id, String died, String attempt, String text, boolean accepted) {
    static LetterRow of(DeadLetterPage.Item letter) {
        String text = letter.text();
        String base64 = letter.base64();
        return new LetterRow(
                letter.id(),
                Times.full(letter.at()),
                letter.attempt() + "×",
                text != null ? text : base64 == null ? "" : base64,
                letter.accepted());
    }
}
