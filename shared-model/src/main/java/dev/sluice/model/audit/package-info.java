/// Who did what, when, to which target, with what outcome.
@NullMarked
package dev.sluice.model.audit;

import org.jspecify.annotations.NullMarked;
