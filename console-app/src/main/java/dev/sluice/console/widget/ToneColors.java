package dev.sluice.console.widget;

import javafx.scene.paint.Color;

/// The theme's colour of a tone, as seen through a given opacity (0..1).
@FunctionalInterface
interface ToneColors {
    Color of(Tone tone, double opacity);
}
