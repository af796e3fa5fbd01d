package dev.sluice.console.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;

/// Light or dark.
public enum Appearance {
    LIGHT(new PrimerLight().getUserAgentStylesheet(), "tokens-light.css"),
    DARK(new PrimerDark().getUserAgentStylesheet(), "tokens-dark.css");

    private final String userAgentStylesheet;
    private final String tokens;

    Appearance(String userAgentStylesheet, String tokens) {
        this.userAgentStylesheet = userAgentStylesheet;
        this.tokens = tokens;
    }

    public Appearance other() {
        return this == LIGHT ? DARK : LIGHT;
    }

    String userAgentStylesheet() {
        return userAgentStylesheet;
    }

    String tokens() {
        return tokens;
    }
}
