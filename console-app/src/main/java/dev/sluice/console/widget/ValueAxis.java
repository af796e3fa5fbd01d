package dev.sluice.console.widget;

/// A value axis from zero with four equal steps of a round size.
///
/// @param step size of one step
record ValueAxis(double step) {
    static final int STEPS = 4;

    private static final double[] ROUND = {1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10};

    double max() {
        return step * STEPS;
    }

    /// The smallest axis that holds `most`. The axis before is kept while `most` fits and uses a good part of it, so
    /// that a live chart does not change its scale at each peak.
    ///
    /// @param most largest value, `NaN` or less than 0 for none
    /// @param before the axis so far, step 0 for none
    /// @param leastStep steps are this or a multiple of it
    static ValueAxis fit(double most, ValueAxis before, double leastStep) {
        double needed = Double.isNaN(most) || most < 0 ? 0 : most * 1.04;
        if (before.step() > 0 && needed <= before.max() && needed >= before.max() * 0.45) {
            return before;
        }
        double least = Math.max(needed / STEPS, leastStep);
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (double factor : ROUND) {
            double step = factor * power;
            boolean wholeSteps = Math.abs(step / leastStep - Math.rint(step / leastStep)) < 1e-9;
            if (step >= least * 0.999_999 && wholeSteps) {
                return new ValueAxis(step);
            }
        }
        return new ValueAxis(10 * power);
    }
}
