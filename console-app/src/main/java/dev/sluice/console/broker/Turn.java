package dev.sluice.console.broker;

/// Whether a question is under way: one that is asked each second must not be cancelled by the next second's. FX
/// thread only.
final class Turn {
    private int last;
    private boolean open;

    boolean open() {
        return open;
    }

    /// @return to end it by
    int begin() {
        open = true;
        return ++last;
    }

    /// Has no effect when a later one has begun.
    void end(int turn) {
        if (turn == last) {
            open = false;
        }
    }
}
