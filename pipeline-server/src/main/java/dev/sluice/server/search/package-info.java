/// Questions about stored events: the query language, its limits, pages and cursors, and what a result has in common.
///
/// - Inbound: `http` asks for pages, counts, histograms, facets, statistics, exports and single events.
/// - Outbound: `store`, which runs the conditions.
/// - Threads: services are thread-safe; calls block until the answer, the time limit, or a
///   [dev.sluice.server.search.Cancellation].
/// - Invariants: a page walk and an export see each row of one snapshot once, in receive order then id, while rows
///   arrive; a cursor belongs to one query and cannot be forged.
@NullMarked
package dev.sluice.server.search;

import org.jspecify.annotations.NullMarked;
