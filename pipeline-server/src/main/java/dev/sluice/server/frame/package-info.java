/// Frames: what travels through the broker. A frame is one message with 1 to n events, an id and a count
// (docs/adr/0001).
/// Inbound: ingest and redrives make them. Outbound: consumers and purges read them. Pure functions, any thread.
/// Invariant: the text of every event comes out byte for byte as it went in.
@NullMarked
package dev.sluice.server.frame;

import org.jspecify.annotations.NullMarked;
