/// Alarms: rules looked at once a second by one instance of the fleet, what they raise, and the webhook that is told
/// (docs/adr/0021). Inbound: the HTTP routes, three pulses. Outbound: the database, what is known of queues and
/// broker, one HTTP address. Threads: the callers' and the pulses'. Invariants: of one rule and one target at most one
/// alarm is open; every change of an alarm is committed with its audit record and its notice.
@NullMarked
package dev.sluice.server.alarm;

import org.jspecify.annotations.NullMarked;
