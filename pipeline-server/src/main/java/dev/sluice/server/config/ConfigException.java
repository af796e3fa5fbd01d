package dev.sluice.server.config;

import java.util.List;
import java.util.stream.Collectors;

/// The configuration cannot be used. The message lists every violation, one a line, and no secret.
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Violation> violations;

    ConfigException(List<Violation> violations) {
        super(violations.stream()
                .map(violation -> "  - " + violation)
                .collect(Collectors.joining("\n", "The configuration cannot be used:\n", "")));
        this.violations = List.copyOf(violations);
    }

    public List<Violation> violations() {
        return violations;
    }
}
