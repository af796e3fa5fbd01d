/// What was refused at the door and is kept.
@NullMarked
package dev.sluice.model.rejection;

import org.jspecify.annotations.NullMarked;
