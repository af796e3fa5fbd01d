/// Dead letters as operators see and treat them.
@NullMarked
package dev.sluice.model.deadletter;

import org.jspecify.annotations.NullMarked;
