/// What the console's tests share: a small server to talk to, waiting, made-up events.
@NullMarked
package dev.sluice.console.testkit;

import org.jspecify.annotations.NullMarked;
