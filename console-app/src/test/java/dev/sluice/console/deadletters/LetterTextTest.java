package dev.sluice.console.deadletters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LetterTextTest {
    @Test
    void takesAnObjectOnly() {
        assertNull(LetterText.fault("{\"id\":\"1\"}"));
        assertEquals("The text is JSON, but no object; an event is { … }.", LetterText.fault("[1]"));
    }

    @Test
    void saysWhereTheTextStopsBeingJson() {
        String fault = LetterText.fault("{\n  \"id\": no event}");
        assertNotNull(fault);
        assertTrue(fault.startsWith("The text is not JSON at line 2, column "), fault);
    }

    /// It would smuggle another id into the request around it.
    @Test
    void takesNothingBehindTheObject() {
        assertNotNull(LetterText.fault("{\"id\":\"1\"},\"id\":\"2\""));
    }
}
