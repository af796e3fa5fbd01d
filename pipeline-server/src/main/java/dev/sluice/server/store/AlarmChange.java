package dev.sluice.server.store;

import dev.sluice.model.alarm.Alarm;

/// One step of an alarm's life, as the evaluator decides it.
public sealed interface AlarmChange {
    /// it is so since now, and not yet for long enough
    record Await(AlarmCondition condition) implements AlarmChange {}

    /// what was awaited is not so any more
    record Forget(String rule, String target) implements AlarmChange {}

    /// @param folded a flood alarm stands for it
    record Raise(AlarmCondition condition, boolean folded) implements AlarmChange {}

    /// it had cleared, nobody acknowledged it, and it came again
    record Again(Alarm alarm, AlarmCondition condition) implements AlarmChange {}

    /// it stands on, with another value
    record Update(Alarm alarm, AlarmCondition condition) implements AlarmChange {}

    /// it is not so any more, and not yet for long enough to clear it
    record Gone(Alarm alarm) implements AlarmChange {}

    record Clear(Alarm alarm) implements AlarmChange {}
}
