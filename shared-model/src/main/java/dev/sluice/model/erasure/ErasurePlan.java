package dev.sluice.model.erasure;

import dev.sluice.model.queue.PurgePlan.Sample;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an erasure would reach, as counted when it was planned.
///
/// @param plan id to execute it by
/// @param target how the audit will name it: digests of source and subject, never the texts
/// @param oldest,newest receive times of the stored ones, null when there are none
/// @param samples up to five of the stored ones, newest first
/// @param waiting events in all queues, of whatever source: what of them is the source's is stored later and stays
/// @param expires after which the plan is refused
public record ErasurePlan(
        String plan,
        String target,
        ErasureCounts counts,
        @Nullable Instant oldest,
        @Nullable Instant newest,
        List<Sample> samples,
        long waiting,
        Instant expires) {
    public ErasurePlan {
        samples = List.copyOf(samples);
    }
}
