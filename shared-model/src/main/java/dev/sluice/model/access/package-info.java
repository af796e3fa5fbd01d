/// Who may do what: people and their roles, the tokens of scripts, and the keys that producers send with.
@NullMarked
package dev.sluice.model.access;

import org.jspecify.annotations.NullMarked;
