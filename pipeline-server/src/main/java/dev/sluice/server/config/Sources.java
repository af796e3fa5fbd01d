package dev.sluice.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where each setting came from: flags, then environment, then `sluice.properties`. A blank value counts as not set.
final class Sources {
    static final String FLAG = "flag";
    static final String ENVIRONMENT = "environment";
    static final String FILE = "sluice.properties";
    static final String MISSING = "missing";

    /// A value and its place.
    record Found(String value, String source) {}

    private final Map<Setting, Found> found = new EnumMap<>(Setting.class);
    private final List<Violation> violations = new ArrayList<>();

    static Sources of(List<String> arguments, Map<String, String> environment) {
        Sources sources = new Sources();
        sources.readFlags(arguments);
        for (Setting setting : Setting.values()) {
            sources.offer(setting, environment.get(setting.variable()), ENVIRONMENT);
            setting.fileVariable()
                    .ifPresent(variable -> sources.offerFile(setting, environment.get(variable), ENVIRONMENT));
        }
        return sources;
    }

    Optional<Found> find(Setting setting) {
        return Optional.ofNullable(found.get(setting));
    }

    List<Violation> violations() {
        return violations;
    }

    private void offer(Setting setting, @Nullable String value, String source) {
        if (value != null && !value.isBlank()) {
            found.putIfAbsent(setting, new Found(value.strip(), source));
        }
    }

    /// A secret in a file of its own; its last line break is not part of it.
    private void offerFile(Setting setting, @Nullable String name, String source) {
        if (name == null || name.isBlank() || found.containsKey(setting)) {
            return;
        }
        Path file = Path.of(name.strip());
        Optional<String> fault = PrivateFiles.fault(file);
        try {
            if (fault.isEmpty()) {
                offer(setting, Files.readString(file), source);
                return;
            }
        } catch (IOException e) {
            fault = Optional.of("a UTF-8 text file that the server may read");
        }
        violations.add(new Violation(setting.fileVariable().orElse(""), name, source, fault.orElse("")));
    }

    private void readFlags(List<String> arguments) {
        int i = 0;
        while (i < arguments.size()) {
            String argument = arguments.get(i++);
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            Optional<Setting> setting = name.startsWith("--") ? Setting.named(name.substring(2)) : Optional.empty();
            Optional<Setting> inFile = name.startsWith("--") ? Setting.inFile(name.substring(2)) : Optional.empty();
            if (setting.isEmpty() && inFile.isEmpty()) {
                violations.add(new Violation(name, "", FLAG, "to be one of the flags in docs/configuration.md"));
                continue;
            }
            String value;
            if (equals >= 0) {
                value = argument.substring(equals + 1);
            } else if (setting.isPresent() && setting.get().isSwitch()) {
                value = "true";
            } else if (i < arguments.size()) {
                value = arguments.get(i++);
            } else {
                violations.add(new Violation(name, "", FLAG, "a value after it"));
                continue;
            }
            if (inFile.isPresent()) {
                offerFile(inFile.get(), value, FLAG);
            } else if (setting.orElseThrow().isSecret(value)) {
                violations.add(new Violation(
                        name,
                        "***",
                        FLAG,
                        "to be in the environment or in sluice.properties: flags are seen by others"));
            } else {
                offer(setting.get(), value, FLAG);
            }
        }
    }

    private void refuseExposed(Path file, Setting setting, String value) {
        try {
            if (!value.isBlank() && setting.isSecret(value)) {
                PrivateFiles.exposure(file)
                        .ifPresent(fault ->
                                violations.add(new Violation(setting.variable(), "***", FILE, "to be in " + fault)));
            }
        } catch (IOException e) {
            violations.add(new Violation(file.toString(), "", FILE, "to be a file whose mode can be read"));
        }
    }

    /// Lines `key=value`, UTF-8, `#` and `!` start a comment, no escapes: as the launcher reads it.
    void readFile(Path file) {
        if (!Files.exists(file)) {
            return;
        }
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            violations.add(new Violation(file.toString(), "", FILE, "to be a readable UTF-8 text file"));
            return;
        }
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#") || line.startsWith("!")) {
                continue;
            }
            int equals = line.indexOf('=');
            String key = (equals < 0 ? line : line.substring(0, equals)).strip();
            Optional<Setting> setting = Setting.named(key);
            if (equals < 0) {
                violations.add(new Violation("line " + (i + 1), "", FILE, "the form key=value"));
            } else if (setting.isPresent()) {
                refuseExposed(file, setting.get(), line.substring(equals + 1));
                offer(setting.get(), line.substring(equals + 1), FILE);
            } else if (Setting.inFile(key).isPresent()) {
                offerFile(Setting.inFile(key).get(), line.substring(equals + 1), FILE);
            } else if (!Setting.belongsToLauncher(key)) {
                violations.add(new Violation(
                        key.toLowerCase(Locale.ROOT), "", FILE, "to be one of the keys in docs/configuration.md"));
            }
        }
    }
}
