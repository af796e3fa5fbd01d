/// The state of the pipeline and of each thing it depends on.
@NullMarked
package dev.sluice.model.health;

import org.jspecify.annotations.NullMarked;
