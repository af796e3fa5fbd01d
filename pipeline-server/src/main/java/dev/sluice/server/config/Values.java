package dev.sluice.server.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Turns texts into typed values and collects what cannot be turned.
final class Values {
    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,18})\\s*([A-Za-z]*)");
    private static final Map<String, Long> SIZES = Map.of(
            "",
            1L,
            "b",
            1L,
            "kib",
            1L << 10,
            "mib",
            1L << 20,
            "gib",
            1L << 30,
            "tib",
            1L << 40,
            "kb",
            1_000L,
            "mb",
            1_000_000L,
            "gb",
            1_000_000_000L);
    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    private final Sources sources;
    private final List<Violation> violations;

    Values(Sources sources) {
        this.sources = sources;
        this.violations = sources.violations();
    }

    Optional<String> text(Setting setting) {
        return sources.find(setting).map(Sources.Found::value);
    }

    /// The value, the setting's default, or empty after a violation was noted.
    <T> Optional<T> parsed(Setting setting, String allowed, Function<String, Optional<T>> parser) {
        Optional<Sources.Found> found = sources.find(setting);
        if (found.isEmpty()) {
            return parser.apply(setting.fallback());
        }
        Optional<T> value = parser.apply(found.get().value());
        if (value.isEmpty()) {
            violate(setting, allowed);
        }
        return value;
    }

    /// Notes that a setting is missing or wrong, whichever it is.
    void violate(Setting setting, String allowed) {
        violations.add(sources.find(setting)
                .map(found -> new Violation(
                        setting.variable(),
                        setting.isSecret(found.value()) ? "***" : found.value(),
                        found.source(),
                        allowed))
                .orElseGet(() -> new Violation(setting.variable(), "", Sources.MISSING, allowed)));
    }

    int number(Setting setting, int least, int most) {
        return parsed(
                        setting,
                        "a whole number from " + least + " to " + most,
                        text -> text.matches("[0-9]{1,9}")
                                ? Optional.of(Integer.parseInt(text)).filter(n -> n >= least && n <= most)
                                : Optional.empty())
                .orElse(least);
    }

    Duration duration(Setting setting, Duration least, Duration most) {
        return parsed(
                        setting,
                        "a duration from " + spell(least) + " to " + spell(most) + ", such as 500ms, 30s, 5m or 1h",
                        text -> amount(text, MILLIS)
                                .map(Duration::ofMillis)
                                .filter(d -> d.compareTo(least) >= 0 && d.compareTo(most) <= 0))
                .orElse(least);
    }

    /// Empty for `off`.
    Optional<Duration> durationOrOff(Setting setting, Duration least, Duration most) {
        return isOff(setting) ? Optional.empty() : Optional.of(duration(setting, least, most));
    }

    /// null for `off`.
    @Nullable
    Long sizeOrOff(Setting setting, long least) {
        return isOff(setting) ? null : Long.valueOf(size(setting, least, least));
    }

    private boolean isOff(Setting setting) {
        return sources.find(setting)
                .map(Sources.Found::value)
                .orElse(setting.fallback())
                .equalsIgnoreCase("off");
    }

    long size(Setting setting, long least, long fallback) {
        return parsed(
                        setting,
                        "a number of bytes of at least " + least + ", such as 10GiB, 512MiB or 1048576",
                        text -> amount(text, SIZES).filter(bytes -> bytes >= least))
                .orElse(fallback);
    }

    boolean flag(Setting setting) {
        return parsed(setting, "true or false", text -> switch (text.toLowerCase(Locale.ROOT)) {
                    case "true" -> Optional.of(true);
                    case "false" -> Optional.of(false);
                    default -> Optional.<Boolean>empty();
                })
                .orElse(false);
    }

    Set<Role> roles(Setting setting) {
        return parsed(setting, "one or more of ingest, store, api, with commas between", Values::roles)
                .orElse(Set.of());
    }

    private static Optional<Set<Role>> roles(String text) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String part : text.split(",", -1)) {
            boolean known = false;
            for (Role role : Role.values()) {
                if (role.id().equals(part.strip().toLowerCase(Locale.ROOT))) {
                    roles.add(role);
                    known = true;
                }
            }
            if (!known) {
                return Optional.empty();
            }
        }
        return Optional.of(Set.copyOf(roles));
    }

    private static Optional<Long> amount(String text, Map<String, Long> units) {
        Matcher matcher = AMOUNT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Long unit = units.get(matcher.group(2).toLowerCase(Locale.ROOT));
        if (unit == null) {
            return Optional.empty();
        }
        BigDecimal value = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
        return value.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? Optional.empty()
                : Optional.of(value.longValueExact());
    }

    private static String spell(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 86_400_000 == 0) {
            return millis / 86_400_000 + "d";
        }
        return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    }
}
