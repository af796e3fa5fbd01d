/// What this process counts and how it is.
///
/// Inbound: every room reports its events to [PipelineMeters]; the composition root registers [HealthChecks].
/// Outbound: `/metrics`, `/health/ready`, `/v1/health` and the live sampler read it.
/// Threads: all types are safe on any thread; counting never blocks.
/// Invariants: counters only grow while the process lives. They are this process's own, at least-once view; the
/// durable, exact account is the ledger in PostgreSQL.
@NullMarked
package dev.sluice.server.telemetry;

import org.jspecify.annotations.NullMarked;
