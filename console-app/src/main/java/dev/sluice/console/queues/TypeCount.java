package dev.sluice.console.queues;

/// An event type and how many of the newest stored events have it.
public record TypeCount(String type, long events) {}
