/// Talks to a Sluice server: plain HTTP calls and the live WebSocket, with no JavaFX type in sight.
///
/// In: calls from the command line and from the console's task threads. Out: `java.net.http`. Every call blocks its
/// caller, is cancelled by interrupting it, and fails with a [dev.sluice.console.client.ClientException] only:
/// the server said no ([dev.sluice.console.client.ProblemException]) or there was no answer
/// ([dev.sluice.console.client.UnreachableException]).
@NullMarked
package dev.sluice.console.client;

import org.jspecify.annotations.NullMarked;
