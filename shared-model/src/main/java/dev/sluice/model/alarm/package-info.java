/// Alarms: the rules they are raised by, and what became of each.
@NullMarked
package dev.sluice.model.alarm;

import org.jspecify.annotations.NullMarked;
