package dev.sluice.server.store;

import dev.sluice.model.alarm.Alarm;
import java.time.Instant;
import java.util.Map;

/// What stands when the evaluator decides, under its lock.
///
/// @param now by the database's clock
/// @param open alarms by [AlarmCondition#key(String, String)]
/// @param gone since when what raised an open alarm is not so, by the same
/// @param pending since when something is so that has not raised an alarm yet, by the same
/// @param recent alarms that were raised within the last minute
public record AlarmPicture(
        Instant now, Map<String, Alarm> open, Map<String, Instant> gone, Map<String, Instant> pending, int recent) {}
