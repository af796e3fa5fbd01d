package dev.sluice.server.store;

/// A 64-bit hash over characters (FNV-1a with a mixing end), fed piece by piece. Not cryptographic: a forged collision
/// makes an event turn up in a search, nothing else.
final class TermHash {
    static final char WORD = 'w';
    static final char TEXT = 's';
    static final char NUMBER = 'n';
    static final char LITERAL = 'l';
    static final char PRESENT = 'h';

    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    /// What no character of a path or a value is; ends a path before its value.
    private static final int SEPARATOR = 0x1_0000;

    private TermHash() {}

    static long start(char kind) {
        return add(OFFSET, kind);
    }

    static long add(long hash, int character) {
        return (hash ^ character) * PRIME;
    }

    static long add(long hash, CharSequence text) {
        long result = hash;
        for (int i = 0; i < text.length(); i++) {
            result = add(result, text.charAt(i));
        }
        return result;
    }

    static long end(long hash) {
        long mixed = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }

    /// @param kind [#TEXT], [#NUMBER] or [#LITERAL]
    static long value(char kind, CharSequence path, CharSequence value) {
        return end(add(add(add(start(kind), path), SEPARATOR), value));
    }

    static long present(CharSequence path) {
        return end(add(start(PRESENT), path));
    }
}
