/// Dead letters as a board: their kinds, what people say of them, and what is done with them.
@NullMarked
package dev.sluice.console.deadletters;

import org.jspecify.annotations.NullMarked;
