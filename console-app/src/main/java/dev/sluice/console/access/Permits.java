package dev.sluice.console.access;

import dev.sluice.console.widget.Notice;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.access.Permission;
import dev.sluice.model.access.SessionState;
import java.util.HashMap;
import java.util.Map;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// What the caller may do, as far as it is known. What is not known is let through: the server decides anyway. FX
/// thread only.
public final class Permits {
    private final ReadOnlyObjectWrapper<@Nullable SessionState> session = new ReadOnlyObjectWrapper<>(this, "session");
    private final Map<String, String> refusals = new HashMap<>();

    /// Who the caller is; null until the server said so.
    public ReadOnlyObjectProperty<@Nullable SessionState> sessionProperty() {
        return session.getReadOnlyProperty();
    }

    public void show(SessionState state) {
        refusals.clear();
        for (Permission permission : state.permissions()) {
            if (!permission.allowed()) {
                refusals.put(permission.route(), permission.reason() == null ? "" : permission.reason());
            }
        }
        session.set(state);
    }

    /// Why not, null when it may be done.
    ///
    /// @param act one of [Acts]
    public @Nullable String refusal(String act) {
        return refusals.get(act);
    }

    /// For acts by key: tells the reason when it may not be done.
    ///
    /// @return true when it may not
    public boolean refuses(String act, Notices notices) {
        @Nullable String why = refusal(act);
        if (why != null) {
            notices.show(Notice.of(why, Tone.WARNING));
        }
        return why != null;
    }
}
