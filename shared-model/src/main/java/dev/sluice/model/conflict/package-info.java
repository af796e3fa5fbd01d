/// Events that came again under the same source and id and said something else.
@NullMarked
package dev.sluice.model.conflict;

import org.jspecify.annotations.NullMarked;
