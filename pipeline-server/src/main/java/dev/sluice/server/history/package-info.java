/// The pipeline's memory of its own figures: taken each second, kept in PostgreSQL, rolled up, and answered
/// (docs/adr/0022).
///
/// Inbound: `app` starts it, `http` asks it. Outbound: `store`. What is read off the pipeline comes through
/// suppliers. Threads: one takes a slice each second and waits for nothing; three pulses write, record the
/// ledger, and roll up. Invariants: what waits for the database is bounded and what it could not hold is counted;
/// a percentile is always read from the buckets of all instances; what the ledger counted adds up exactly,
/// whoever was killed.
@NullMarked
package dev.sluice.server.history;

import org.jspecify.annotations.NullMarked;
