package dev.sluice.console.widget;

/// Tells the operator what came of an act, without asking for an answer.
@FunctionalInterface
public interface Notices {
    void show(Notice notice);
}
