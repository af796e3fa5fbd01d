package dev.sluice.console.deadletters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.model.deadletter.LetterSelection;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {
    @Test
    void quotesWhatAShellWouldTakeApart() {
        assertEquals(
                "./sluice queues redrive orders --ids 1,2 --rate 50 --threshold 0.2 --reason 'it'\\''s mended; $HOME'",
                Lines.redrive("orders", LetterSelection.ofIds(List.of("1", "2")), 50, 0.2, " it's mended; $HOME "));
    }

    @Test
    void saysNoMoreThanIsAsked() {
        assertEquals(
                "./sluice queues redrive orders --all",
                Lines.redrive("orders", LetterSelection.everything(), null, null, ""));
        assertEquals(
                "./sluice queues discard 'my queue' --fingerprint f1",
                Lines.discard("my queue", LetterSelection.ofKind("f1"), " "));
        assertEquals("./sluice queues mark orders f1 --state fixed", Lines.mark("orders", "f1", "fixed", "", " "));
    }
}
