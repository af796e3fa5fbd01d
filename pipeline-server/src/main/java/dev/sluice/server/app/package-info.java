/// The composition root: every part is made here, by hand, in the order in which it starts; it stops in reverse.
@NullMarked
package dev.sluice.server.app;

import org.jspecify.annotations.NullMarked;
