/// The Alarms screen: what is wrong, what to do about it, who takes care. It is asked for even while another screen is
/// shown, for the count in the navigation.
@NullMarked
package dev.sluice.console.alarms;

import org.jspecify.annotations.NullMarked;
