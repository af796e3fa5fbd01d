package dev.sluice.model.queue;

/// What became of the wish to delete a queue.
///
/// @param state `removed`, or `retiring`: it takes nothing new and is removed once every instance knows and it is empty
public record QueueRemoval(String name, String state) {
    public static final String REMOVED = "removed";
}
