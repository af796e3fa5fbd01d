/// The Ingest screen: what was refused at the door, and the keys of those who send.
///
/// Inbound: the shell shows it. Outbound: its acts go through [dev.sluice.console.ingest.IngestControl].
/// Threads: view models and views live on the FX thread; the server is asked in tasks, again and again while the screen
/// is open, and now and then for the count in the navigation.
@NullMarked
package dev.sluice.console.ingest;

import org.jspecify.annotations.NullMarked;
