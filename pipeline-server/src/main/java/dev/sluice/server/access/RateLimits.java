package dev.sluice.server.access;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.config.LimitsConfig;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// How many events a key, and a source, may send. A limit holds for this instance: behind a load balancer each one
/// allows it. Thread-safe; memory is bounded: sources beyond [#MAX_SOURCES] that are in use at a time share one limit.
public final class RateLimits {
    static final int MAX_SOURCES = 10_000;
    /// A caller is never sent away for longer; when it comes back too early it is told so again.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final long SWEEP_NANOS = Duration.ofSeconds(1).toNanos();

    private final int perSecond;
    private final int burst;
    private final LongSupplier nanoTime;
    private final ConcurrentMap<String, TokenBucket> sources = new ConcurrentHashMap<>();
    private final TokenBucket others;
    private volatile long sweptAt;

    public RateLimits(LimitsConfig config) {
        this(config, System::nanoTime);
    }

    RateLimits(LimitsConfig config, LongSupplier nanoTime) {
        this.perSecond = config.sourceRate();
        this.burst = config.sourceBurst() == 0 ? Math.max(1, perSecond) : config.sourceBurst();
        this.nanoTime = nanoTime;
        this.others = new TokenBucket(Math.max(1, perSecond), burst, nanoTime);
        this.sweptAt = nanoTime.getAsLong() - SWEEP_NANOS;
    }

    /// Before anything of a request is read.
    ///
    /// @throws PipelineException `rate-limited` when nothing is left for the key
    public void enter(Principal principal) {
        if (principal instanceof Principal.Producer(KeyGrant grant) && grant.bucket() != null) {
            refuse(grant.bucket().untilOpen(), "key " + grant.name());
        }
    }

    /// true: [#charge] needs to be told the sources
    public boolean bySource() {
        return perSecond > 0;
    }

    /// Takes events of one request together, or none of them.
    ///
    /// @param counts source to events; `all` when sources are not limited
    /// @throws PipelineException `rate-limited` when nothing is left for the key or one of the sources
    public void charge(Principal principal, long all, Map<String, Integer> counts) {
        @Nullable TokenBucket own = principal instanceof Principal.Producer(KeyGrant grant) ? grant.bucket() : null;
        if (own != null) {
            refuse(own.take(all), "key " + principal.name());
        }
        if (!bySource()) {
            return;
        }
        Map<TokenBucket, Integer> taken = new LinkedHashMap<>();
        for (Map.Entry<String, Integer> count : counts.entrySet()) {
            TokenBucket bucket = bucket(count.getKey());
            Duration wait = bucket.take(count.getValue());
            if (!wait.isZero()) {
                taken.forEach(TokenBucket::giveBack);
                if (own != null) {
                    own.giveBack(all);
                }
                refuse(wait, "source " + count.getKey());
            }
            taken.merge(bucket, count.getValue(), Integer::sum);
        }
    }

    private TokenBucket bucket(String source) {
        TokenBucket present = sources.get(source);
        if (present != null) {
            return present;
        }
        if (sources.size() >= MAX_SOURCES) {
            sweep();
        }
        return sources.size() >= MAX_SOURCES
                ? others
                : sources.computeIfAbsent(source, _ -> new TokenBucket(perSecond, burst, nanoTime));
    }

    /// Forgets sources that did not send for so long that nothing is lost with them.
    private void sweep() {
        long now = nanoTime.getAsLong();
        if (now - sweptAt >= SWEEP_NANOS) {
            sweptAt = now;
            sources.values().removeIf(TokenBucket::full);
        }
    }

    int tracked() {
        return sources.size();
    }

    private static void refuse(Duration wait, String who) {
        if (!wait.isZero()) {
            Duration told = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
            throw PipelineException.retryAfter(
                    ErrorCode.RATE_LIMITED,
                    "The rate limit of " + who + " is used up for another " + wait.toMillis()
                            + " ms; nothing of the request was taken. Send it again after that.",
                    told);
        }
    }
}
