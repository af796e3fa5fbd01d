/// The benchmarks behind `./sluice bench`: drives a running server, and other endpoints beside it, with wrk, waits
/// until all is stored, and compares. The launcher starts the servers and runs [BenchMain] from its source; nothing
/// here is in the server's jar. Everything runs on the main thread, one measurement after another.
@NullMarked
package dev.sluice.server.bench;

import org.jspecify.annotations.NullMarked;
