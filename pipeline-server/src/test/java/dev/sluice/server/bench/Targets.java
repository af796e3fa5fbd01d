package dev.sluice.server.bench;

import java.util.ArrayList;
import java.util.List;

/// What the medians are judged by; the file that comes with the project says how a line is written.
final class Targets {
    /// @param bound `>=`, `<=`, `>` or `<`
    /// @param peerMeasure the measure of the peer, mostly the same
    record Target(
            Mode mode,
            Measure measure,
            String bound,
            double factor,
            String factorText,
            String peer,
            Measure peerMeasure) {
        String text() {
            String other = peerMeasure == measure ? "" : " " + peerMeasure.word();
            return "%s %s %s %s × %s%s".formatted(mode.word(), measure.word(), bound, factorText, peer, other);
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

    private Targets() {}

    /// @throws IllegalArgumentException with the line that cannot be understood
    static List<Target> parse(List<String> lines) {
        List<Target> targets = new ArrayList<>();
        for (String line : lines) {
            String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                targets.add(target(text));
            }
        }
        return List.copyOf(targets);
    }

    private static Target target(String line) {
        String[] words = line.split("\\s+");
        try {
            if (words.length != WORDS || !List.of(">=", "<=", ">", "<").contains(words[2])) {
                throw new IllegalArgumentException("a target reads MODE MEASURE BOUND FACTOR PEER");
            }
            Measure measure = Measure.of(words[1]);
            String[] peer = words[4].split("\\.", 2);
            return new Target(
                    Mode.of(words[0]),
                    measure,
                    words[2],
                    factor(words[3]),
                    words[3],
                    peer[0],
                    peer.length == 1 ? measure : Measure.of(peer[1]));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the target \"" + line + "\" cannot be read: " + e.getMessage(), e);
        }
    }

    /// A number or a fraction such as `1/6`.
    private static double factor(String text) {
        String[] parts = text.split("/", 2);
        return Double.parseDouble(parts[0]) / (parts.length == 1 ? 1 : Double.parseDouble(parts[1]));
    }

    /// @param mine our median in a mode, NaN when it was not run
    /// @param theirs a peer's median by (target, measure), NaN when it was not run
    static Verdict judge(Target target, double mine, double theirs) {
        if (Double.isNaN(mine) || Double.isNaN(theirs) || theirs == 0) {
            return new Verdict.NotRun(target);
        }
        double ratio = mine / theirs;
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
