/// The HTTP door: one route table, one dispatcher, one mapper from exceptions to problem documents.
///
/// Inbound: requests over Jetty. Outbound: the services of ingest, search, control, live and telemetry.
/// Threads: each request runs on a virtual thread and may block.
/// Invariants: limits come before work (connection, headers, route, token, body); every answer has `X-Request-Id`,
/// `no-store` and `nosniff`; every failure is an RFC 9457 problem without a stack trace; no secret is taken from
/// a URL. Jetty types stay in this package. docs/adr/0003-http-server.md says why Jetty.
@NullMarked
package dev.sluice.server.http;

import org.jspecify.annotations.NullMarked;
