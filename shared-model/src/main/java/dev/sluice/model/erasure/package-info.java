/// Erasing what is kept of a source or a subject: what to erase, what that would reach, what it reached.
@NullMarked
package dev.sluice.model.erasure;

import org.jspecify.annotations.NullMarked;
