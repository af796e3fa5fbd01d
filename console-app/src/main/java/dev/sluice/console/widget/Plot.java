package dev.sluice.console.widget;

/// The rectangle inside a chart's axes, and the way from times and values to pixels and back.
record Plot(double left, double top, double right, double bottom, long fromMillis, long toMillis, double max) {
    double width() {
        return right - left;
    }

    double x(long millis) {
        return left + width() * (millis - fromMillis) / Math.max(1, toMillis - fromMillis);
    }

    double y(double value) {
        return bottom - (bottom - top) * Math.clamp(value / max, 0, 1);
    }

    long millis(double x) {
        return fromMillis + Math.round((x - left) / Math.max(1, width()) * (toMillis - fromMillis));
    }

    boolean holds(double x) {
        return x >= left && x <= right;
    }
}
