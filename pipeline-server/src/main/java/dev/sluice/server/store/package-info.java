/// PostgreSQL: what is kept and how it is read. Nothing outside this room sees JDBC, SQL or Hibernate.
///
/// - Inbound: `consume` appends frames, `ingest` journals what the broker confirmed, `search` reads events, `control`
///   keeps definitions, pauses, purge plans and the audit.
/// - Outbound: PostgreSQL 15 or newer, through two pools: writes, and reads under a statement timeout.
/// - Threads: every public class is thread-safe; calls block the calling (virtual) thread.
/// - Failures: [dev.sluice.model.error.PipelineException] with `database-unavailable` when the database cannot do it
///   now; nothing is half done then, and asking again is safe.
/// - Invariants: an event's row, its identity and its frame's outcome are committed together or not at all; a frame
///   has one outcome, whatever is delivered twice; locks are transaction-scoped.
@NullMarked
package dev.sluice.server.store;

import org.jspecify.annotations.NullMarked;
