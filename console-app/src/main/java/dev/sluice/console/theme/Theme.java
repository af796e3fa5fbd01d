package dev.sluice.console.theme;

import java.net.URL;
import java.util.List;
import java.util.Objects;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/// The appearance of the console, switched at run time. FX thread only.
public final class Theme {
    private static final List<String> FONTS = List.of(
            "SluiceSans-Regular.otf",
            "SluiceSans-Bold.otf",
            "SluiceSansMedium-Regular.otf",
            "SluiceMono-Regular.ttf",
            "SluiceMono-Bold.ttf");

    private final ReadOnlyObjectWrapper<Appearance> appearance;

    public Theme(Appearance first) {
        appearance = new ReadOnlyObjectWrapper<>(this, "appearance", first);
        for (String font : FONTS) {
            Font.loadFont(resource(Theme.class, "fonts/" + font), 13);
        }
    }

    public ReadOnlyObjectProperty<Appearance> appearanceProperty() {
        return appearance.getReadOnlyProperty();
    }

    public Appearance appearance() {
        return appearance.get();
    }

    public void show(Appearance next) {
        appearance.set(next);
    }

    /// Dresses a scene, and again whenever the appearance changes.
    public void install(Scene scene) {
        dress(scene, appearance.get());
        appearance.addListener((property, before, now) -> dress(scene, now));
    }

    private static void dress(Scene scene, Appearance appearance) {
        scene.setUserAgentStylesheet(appearance.userAgentStylesheet());
        scene.getStylesheets()
                .setAll(
                        resource(Theme.class, "tokens.css"),
                        resource(Theme.class, appearance.tokens()),
                        resource(Theme.class, "controls.css"),
                        resource(Theme.class, "widgets.css"));
    }

    /// The css file beside a view's class, for `root.getStylesheets()`.
    public static String stylesheet(Class<?> view, String file) {
        return resource(view, file);
    }

    private static String resource(Class<?> beside, String name) {
        URL url = beside.getResource(name);
        return Objects.requireNonNull(url, () -> "missing resource " + name + " beside " + beside.getName())
                .toExternalForm();
    }
}
