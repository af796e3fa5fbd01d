/// Questions about stored events: the query language, its limits, pages and cursors.
///
/// - Inbound: `http` asks for pages, counts, histograms and single events.
/// - Outbound: `store`, which runs the conditions.
/// - Threads: [dev.sluice.server.search.SearchService] is thread-safe; calls block until the answer or the time limit.
/// - Invariants: a page walk sees each row once, in receive order then id, while rows arrive; a cursor belongs to one
///   query and cannot be forged.
@NullMarked
package dev.sluice.server.search;

import org.jspecify.annotations.NullMarked;
