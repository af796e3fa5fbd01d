/// The one JSON codec and its settings.
@NullMarked
package dev.sluice.model.json;

import org.jspecify.annotations.NullMarked;
