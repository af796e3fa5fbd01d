/// What integration tests share: servers of their own, faults to put between them, a checker of what the pipeline
/// promised, and waiting with a deadline.
@NullMarked
package dev.sluice.server.testkit;

import org.jspecify.annotations.NullMarked;
