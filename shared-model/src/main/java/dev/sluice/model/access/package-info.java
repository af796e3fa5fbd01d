/// Who may send: keys that producers send with.
@NullMarked
package dev.sluice.model.access;

import org.jspecify.annotations.NullMarked;
