/// What integration tests share: servers of their own, and waiting with a deadline.
@NullMarked
package dev.sluice.server.testkit;

import org.jspecify.annotations.NullMarked;
