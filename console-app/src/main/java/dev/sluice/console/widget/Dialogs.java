package dev.sluice.console.widget;

import javafx.scene.Parent;

/// Shows a dialog in front of everything else, inside the window. One at a time.
public interface Dialogs {
    /// @param dialog gets the focus; the rest of the window rests until it is closed
    /// @param onEscape called when Escape is pressed; it decides whether to close
    void open(Parent dialog, Runnable onEscape);

    /// Closes the dialog and puts the focus back. No effect when none is open.
    void close();
}
