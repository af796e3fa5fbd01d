package dev.sluice.server.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the medians are judged by; the file that comes with the project says how a line is written.
final class Targets {
    /// The words that a benchmark's targets may use.
    ///
    /// @param series what is judged: a mode of driving, a kind of query
    record Vocabulary(Set<String> series, Set<String> measures) {}

    /// @param bound `>=`, `<=`, `>` or `<`
    /// @param peer null: the factor is the bound itself, in the unit of the measure
    /// @param peerMeasure the measure of the peer, mostly the same
    record Target(
            String series,
            String measure,
            String bound,
            double factor,
            String factorText,
            @Nullable String peer,
            String peerMeasure) {
        String text() {
            if (peer == null) {
                return "%s %s %s %s".formatted(series, measure, bound, factorText);
            }
            String other = peerMeasure.equals(measure) ? "" : " " + peerMeasure;
            return "%s %s %s %s × %s%s".formatted(series, measure, bound, factorText, peer, other);
        }
    }

    /// What became of a target.
    sealed interface Verdict {
        Target target();

        record Met(Target target, double ratio) implements Verdict {}

        record Missed(Target target, double ratio) implements Verdict {}

        /// the peer, or the mode, was not run
        record NotRun(Target target) implements Verdict {}
    }

    private static final int WORDS = 5;
    private static final String NOBODY = "-";

    private Targets() {}

    /// @throws IllegalArgumentException with the line that cannot be understood
    static List<Target> parse(List<String> lines, Vocabulary vocabulary) {
        List<Target> targets = new ArrayList<>();
        for (String line : lines) {
            String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                targets.add(target(text, vocabulary));
            }
        }
        return List.copyOf(targets);
    }

    private static Target target(String line, Vocabulary vocabulary) {
        String[] words = line.split("\\s+");
        try {
            if (words.length != WORDS || !List.of(">=", "<=", ">", "<").contains(words[2])) {
                throw new IllegalArgumentException("a target reads SERIES MEASURE BOUND FACTOR PEER");
            }
            String[] peer = words[4].split("\\.", 2);
            return new Target(
                    known(words[0], vocabulary.series()),
                    known(words[1], vocabulary.measures()),
                    words[2],
                    factor(words[3]),
                    words[3],
                    words[4].equals(NOBODY) ? null : peer[0],
                    peer.length == 1 ? words[1] : known(peer[1], vocabulary.measures()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the target \"" + line + "\" cannot be read: " + e.getMessage(), e);
        }
    }

    private static String known(String word, Set<String> words) {
        if (!words.contains(word)) {
            throw new IllegalArgumentException("\"" + word + "\" is none of " + String.join(", ", words));
        }
        return word;
    }

    /// A number or a fraction such as `1/6`.
    private static double factor(String text) {
        String[] parts = text.split("/", 2);
        return Double.parseDouble(parts[0]) / (parts.length == 1 ? 1 : Double.parseDouble(parts[1]));
    }

    /// @param mine our figure, NaN when it was not run
    /// @param theirs the peer's, NaN when it was not run; of no account when the target has no peer
    static Verdict judge(Target target, double mine, double theirs) {
        double unit = target.peer == null ? 1 : theirs;
        if (Double.isNaN(mine) || Double.isNaN(unit) || unit == 0) {
            return new Verdict.NotRun(target);
        }
        double ratio = mine / unit;
        boolean met =
                switch (target.bound) {
                    case ">=" -> ratio >= target.factor;
                    case "<=" -> ratio <= target.factor;
                    case ">" -> ratio > target.factor;
                    default -> ratio < target.factor;
                };
        return met ? new Verdict.Met(target, ratio) : new Verdict.Missed(target, ratio);
    }
}
