package dev.sluice.server.access;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Makes guessing slow: who failed a few times waits before the next try, longer each time. Three accounts are kept:
/// of a name from one address, of an address, and of a name from everywhere. Nobody is locked out for good, and a
/// stranger's failures do not hinder somebody at an address where that name logged in before. Holds for this
/// instance. Thread-safe; memory is bounded.
public final class LoginThrottle {
    private static final int MAX_REMEMBERED = 10_000;
    private static final Duration FORGET = Duration.ofHours(1);
    private static final Tolerance PAIR = new Tolerance(5, Duration.ofMinutes(5));
    private static final Tolerance ADDRESS = new Tolerance(20, Duration.ofMinutes(5));
    private static final Tolerance NAME = new Tolerance(50, Duration.ofSeconds(30));

    /// @param free failures that cost nothing
    /// @param longest wait after any number of them
    private record Tolerance(int free, Duration longest) {
        Duration waitAfter(int failures) {
            if (failures < free) {
                return Duration.ZERO;
            }
            Duration wait = Duration.ofSeconds(1L << Math.min(20, failures - free));
            return wait.compareTo(longest) > 0 ? longest : wait;
        }
    }

    private record Failures(int count, long lastAt) {}

    private final LongSupplier nanoTime;
    private final Map<String, Failures> failures = bounded();
    /// names with an address they logged in from
    private final Map<String, Boolean> familiar = bounded();

    public LoginThrottle() {
        this(System::nanoTime);
    }

    LoginThrottle(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private static <T> Map<String, T> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
                return size() > MAX_REMEMBERED;
            }
        };
    }

    /// Before a password is looked at; counts as a failure until [#succeeded] is called, so that many tries at once
    /// are as slow as one after the other.
    ///
    /// @throws PipelineException `login-throttled`; such a try does not count
    public synchronized void enter(String name, String address) {
        long now = nanoTime.getAsLong();
        String pair = pair(name, address);
        Duration wait = longer(left(pair, PAIR, now), left(address(address), ADDRESS, now));
        if (!familiar.containsKey(pair)) {
            wait = longer(wait, left(name(name), NAME, now));
        }
        if (!wait.isZero()) {
            throw PipelineException.retryAfter(
                    ErrorCode.LOGIN_THROTTLED,
                    "Too many log-ins failed; the next try is looked at in " + (wait.toSeconds() + 1) + " s.",
                    wait);
        }
        fail(pair, now);
        fail(address(address), now);
        fail(name(name), now);
    }

    /// The try that entered was right.
    public synchronized void succeeded(String name, String address) {
        failures.remove(pair(name, address));
        familiar.put(pair(name, address), true);
        forgive(address(address));
        forgive(name(name));
    }

    /// The try that entered was not looked at.
    public synchronized void undone(String name, String address) {
        forgive(pair(name, address));
        forgive(address(address));
        forgive(name(name));
    }

    private Duration left(String key, Tolerance tolerance, long now) {
        @Nullable Failures known = failures.get(key);
        if (known == null) {
            return Duration.ZERO;
        }
        Duration passed = Duration.ofNanos(now - known.lastAt);
        if (passed.compareTo(FORGET) > 0) {
            failures.remove(key);
            return Duration.ZERO;
        }
        Duration left = tolerance.waitAfter(known.count).minus(passed);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void fail(String key, long now) {
        failures.merge(key, new Failures(1, now), (before, one) -> new Failures(before.count + 1, now));
    }

    private void forgive(String key) {
        failures.computeIfPresent(
                key, (_, known) -> known.count <= 1 ? null : new Failures(known.count - 1, known.lastAt));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static String pair(String name, String address) {
        return "both " + address + " " + name;
    }

    private static String address(String address) {
        return "address " + address;
    }

    private static String name(String name) {
        return "name " + name;
    }
}
