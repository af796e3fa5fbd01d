/// The measured account (C4, docs/adr/0001): what ingest confirmed goes into the journal, outcomes are folded, and what
/// is confirmed, not settled and not on the broker is unexplained.
/// Inbound: incarnation logs of the queue room. Outbound: journal and accounts of the store room. Threads: one ticker.
@NullMarked
package dev.sluice.server.ledger;

import org.jspecify.annotations.NullMarked;
