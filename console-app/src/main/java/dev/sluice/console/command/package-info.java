/// The command line: `./sluice send`, `search`, `tail`, `queues`, `ledger` and the sample source of `./sluice up`.
///
/// In: arguments, standard input, files. Out: [dev.sluice.console.client], standard output for answers, standard error
/// for progress and failures. A failure is one sentence, never a stack trace; exit codes are those of
/// [dev.sluice.console.command.ExitCode]. No JavaFX.
@NullMarked
package dev.sluice.console.command;

import org.jspecify.annotations.NullMarked;
