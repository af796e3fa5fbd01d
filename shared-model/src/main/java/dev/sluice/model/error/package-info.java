/// Error codes and the RFC 9457 problem document.
@NullMarked
package dev.sluice.model.error;

import org.jspecify.annotations.NullMarked;
