package dev.sluice.server.bench;

import java.util.random.RandomGenerator;

/// Made-up words and names, a few of which come all the time and most of which are rare. None has a `y` in it.
final class Words {
    private static final String[] SYLLABLES = {
        "ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "qui", "ro", "su", "ta", "ve", "wi",
        "xo", "zu"
    };

    private final String[] words;
    private final double[] shares;

    /// @param count of different ones
    /// @param skew of Zipf's law: 0, all are as frequent; 1, the second comes half as often as the first
    Words(RandomGenerator random, int count, double skew) {
        this(made(random, count), skew);
    }

    /// @param words the most frequent first
    Words(String[] words, double skew) {
        this.words = words;
        this.shares = new double[words.length];
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            sum += Math.pow(i + 1, -skew);
            shares[i] = sum;
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= sum;
        }
    }

    private static String[] made(RandomGenerator random, int count) {
        String[] words = new String[count];
        for (int i = 0; i < count; i++) {
            StringBuilder word = new StringBuilder();
            // enough syllables that each number has a word of its own, frequent ones are short
            for (int rest = i; word.isEmpty() || rest > 0; rest /= SYLLABLES.length) {
                word.append(SYLLABLES[rest % SYLLABLES.length]);
            }
            words[i] = word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]).toString();
        }
        return words;
    }

    String next(RandomGenerator random) {
        double at = random.nextDouble();
        int low = 0;
        int high = shares.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (shares[middle] < at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return words[low];
    }

    /// @param count of words
    void sentence(RandomGenerator random, int count, StringBuilder to) {
        for (int i = 0; i < count; i++) {
            to.append(i == 0 ? "" : " ").append(next(random));
        }
    }
}
