package dev.sluice.server.replay;

import dev.sluice.server.control.Fleet;
import dev.sluice.server.queue.BrokerAdmin;
import dev.sluice.server.queue.BrokerLink;
import dev.sluice.server.search.SearchService;
import dev.sluice.server.telemetry.PipelineMeters;

/// What replays work with.
///
/// @param asking for looks at queues
/// @param sending a link of their own, so that nobody else's frames wait behind theirs
public record ReplayParts(
        SearchService search,
        Fleet fleet,
        BrokerLink asking,
        BrokerLink sending,
        BrokerAdmin admin,
        PipelineMeters meters,
        boolean production) {}
