package dev.sluice.console.fx;

import dev.sluice.console.theme.Appearance;
import dev.sluice.console.theme.Theme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// A real window of 1280 × 800 on the Headless platform, for tests of views. Wraps TestFX.
public final class FxWindow implements AutoCloseable {
    private final FxRobot robot = new FxRobot();
    private final Theme theme;
    private final Stage stage;

    private FxWindow(Theme theme, Stage stage) {
        this.theme = theme;
        this.stage = stage;
    }

    /// @param view built on the FX thread
    public static FxWindow open(Appearance appearance, Supplier<? extends Parent> view) {
        return open(appearance, 1280, 800, theme -> view.get());
    }

    /// For a view that switches the theme itself.
    public static FxWindow open(Appearance appearance, Function<Theme, ? extends Parent> view) {
        return open(appearance, 1280, 800, view);
    }

    public static FxWindow open(Appearance appearance, double width, double height, Supplier<? extends Parent> view) {
        return open(appearance, width, height, theme -> view.get());
    }

    private static FxWindow open(
            Appearance appearance, double width, double height, Function<Theme, ? extends Parent> view) {
        try {
            Stage stage = FxToolkit.registerPrimaryStage();
            FxWindow window = onFx(() -> {
                Theme theme = new Theme(appearance);
                Scene scene = new Scene(view.apply(theme), width, height);
                theme.install(scene);
                stage.setScene(scene);
                stage.setWidth(width);
                stage.setHeight(height);
                stage.show();
                return new FxWindow(theme, stage);
            });
            window.settle();
            return window;
        } catch (TimeoutException e) {
            throw new IllegalStateException("no JavaFX toolkit", e);
        }
    }

    /// Runs on the FX thread and waits until it is done and drawn.
    public void run(Runnable action) {
        onFx(() -> {
            action.run();
            return true;
        });
        settle();
    }

    public <T> T get(Callable<T> query) {
        return onFx(query);
    }

    public void settle() {
        WaitForAsyncUtils.waitForFxEvents();
    }

    /// @param id without `#`
    public <T extends Node> T find(String id, Class<T> type) {
        return onFx(() -> {
            Node node = stage.getScene().lookup("#" + id);
            if (node == null) {
                throw new AssertionError("no node with the id " + id);
            }
            return type.cast(node);
        });
    }

    /// In the scene, visible with all its parents.
    public boolean shows(String id) {
        return onFx(() -> {
            Node node = stage.getScene().lookup("#" + id);
            for (Node each = node; each != null; each = each.getParent()) {
                if (!each.isVisible()) {
                    return false;
                }
            }
            return node != null;
        });
    }

    public void click(String id) {
        robot.clickOn("#" + id);
        settle();
    }

    public void moveTo(String id) {
        robot.moveTo("#" + id);
        settle();
    }

    public void write(String text) {
        robot.write(text);
        settle();
    }

    /// Presses all keys together.
    public void press(KeyCode... keys) {
        robot.push(keys);
        settle();
    }

    public Set<Node> all(String selector) {
        return onFx(() -> stage.getScene().getRoot().lookupAll(selector));
    }

    public Scene scene() {
        return stage.getScene();
    }

    public Theme theme() {
        return theme;
    }

    /// Writes `target/screenshots/<name>.png`.
    public void screenshot(String name) {
        settle();
        WritableImage image = onFx(() -> stage.getScene().snapshot(null));
        Path folder = Path.of(System.getProperty("sluice.screenshots", "target/screenshots"));
        try {
            Files.createDirectories(folder);
            ImageIO.write(
                    SwingFXUtils.fromFXImage(image, null),
                    "png",
                    folder.resolve(name + ".png").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        run(() -> {
            stage.hide();
            stage.setScene(new Scene(new javafx.scene.layout.Pane()));
        });
    }

    private static <T> T onFx(Callable<T> query) {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, query);
    }
}
