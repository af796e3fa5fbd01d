package dev.sluice.server.store;

import java.util.ArrayList;
import java.util.List;

/// Splits text into words: runs of letters and digits, each character lower-cased for itself (no locale, no context).
/// Words longer than [#MAX_LENGTH] characters are left out. One class for the writer and the query, so that they
/// cannot differ.
final class Words {
    static final int MAX_LENGTH = 128;

    private Words() {}

    interface Sink {
        /// @param hash the word's term
        void word(long hash);
    }

    static void each(char[] text, int from, int length, Sink sink) {
        long hash = TermHash.start(TermHash.WORD);
        int size = 0;
        int end = from + length;
        for (int i = from; i < end; ) {
            int character = text[i] < 128 ? text[i] : Character.codePointAt(text, i, end);
            i += Character.charCount(character);
            if (isWordPart(character)) {
                hash = TermHash.add(hash, lower(character));
                size++;
            } else if (size > 0) {
                emit(hash, size, sink);
                hash = TermHash.start(TermHash.WORD);
                size = 0;
            }
        }
        emit(hash, size, sink);
    }

    private static void emit(long hash, int size, Sink sink) {
        if (size > 0 && size <= MAX_LENGTH) {
            sink.word(TermHash.end(hash));
        }
    }

    /// Terms of the words of a text, in order.
    static List<Long> terms(String text) {
        List<Long> terms = new ArrayList<>();
        each(text.toCharArray(), 0, text.length(), terms::add);
        return terms;
    }

    /// True when the text is one word and nothing else, so that its term says all.
    static boolean isOneWord(String text) {
        int size = text.codePointCount(0, text.length());
        return size > 0 && size <= MAX_LENGTH && text.codePoints().allMatch(Words::isWordPart);
    }

    static boolean isWordPart(int character) {
        if (character < 128) {
            return character >= '0' && character <= '9'
                    || character >= 'a' && character <= 'z'
                    || character >= 'A' && character <= 'Z';
        }
        return Character.isLetterOrDigit(character);
    }

    static int lower(int character) {
        if (character < 128) {
            return character >= 'A' && character <= 'Z' ? character + 32 : character;
        }
        return Character.toLowerCase(character);
    }
}
