/// The benchmarks behind `./sluice bench`, each with a main class: [BenchMain] drives a running server, and other
/// endpoints beside it, with wrk; [StoreMain] lets it store what fills a queue, beside raw COPY; [SearchMain] stores a
/// large data set and asks for it. The launcher starts the servers, compiles these classes and runs one; nothing here
/// is in the server's jar. One measurement comes after another.
@NullMarked
package dev.sluice.server.bench;

import org.jspecify.annotations.NullMarked;
