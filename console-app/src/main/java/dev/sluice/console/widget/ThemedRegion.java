package dev.sluice.console.widget;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.css.CssMetaData;
import javafx.css.SimpleStyleableObjectProperty;
import javafx.css.StyleConverter;
import javafx.css.Styleable;
import javafx.css.StyleableProperty;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;

/// A region that draws for itself in the colours of the theme: css gives it one colour a [Tone], and a change of
/// appearance draws it anew. Drawing happens in the layout pass, so many changes of one pulse cost one drawing.
public abstract class ThemedRegion extends Region {
    private static final Map<Tone, ToneMetaData> META_DATA = metaData();
    private static final List<CssMetaData<? extends Styleable, ?>> ALL = all();

    private final Map<Tone, SimpleStyleableObjectProperty<Color>> colors = new EnumMap<>(Tone.class);

    protected ThemedRegion() {
        getStyleClass().add("themed-region");
        META_DATA.forEach((tone, metaData) -> {
            SimpleStyleableObjectProperty<Color> property =
                    new SimpleStyleableObjectProperty<>(metaData, this, tone.property(), Color.GRAY);
            property.addListener(observable -> requestLayout());
            colors.put(tone, property);
        });
    }

    protected final Color color(Tone tone) {
        return colors.get(tone).get();
    }

    protected final Color color(Tone tone, double opacity) {
        Color color = color(tone);
        return Color.color(color.getRed(), color.getGreen(), color.getBlue(), opacity);
    }

    /// Draws everything, at the present width and height.
    protected abstract void draw();

    @Override
    protected final void layoutChildren() {
        draw();
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return ALL;
    }

    private static Map<Tone, ToneMetaData> metaData() {
        Map<Tone, ToneMetaData> all = new EnumMap<>(Tone.class);
        for (Tone tone : Tone.values()) {
            all.put(tone, new ToneMetaData(tone));
        }
        return Map.copyOf(all);
    }

    private static List<CssMetaData<? extends Styleable, ?>> all() {
        List<CssMetaData<? extends Styleable, ?>> all = new ArrayList<>(Region.getClassCssMetaData());
        all.addAll(META_DATA.values());
        return List.copyOf(all);
    }

    private static final class ToneMetaData extends CssMetaData<ThemedRegion, Color> {
        private final Tone tone;

        private ToneMetaData(Tone tone) {
            super(tone.property(), StyleConverter.getColorConverter(), Color.GRAY);
            this.tone = tone;
        }

        @Override
        public boolean isSettable(ThemedRegion region) {
            return true;
        }

        @Override
        public StyleableProperty<Color> getStyleableProperty(ThemedRegion region) {
            return region.colors.get(tone);
        }
    }
}
