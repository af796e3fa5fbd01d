package dev.sluice.server.ingest;

/// An operator's order that ingest takes nothing for a queue.
///
/// @param hold true: what comes waits until it ends, for a while; false: it is refused at once
public record IngestStop(boolean hold, String by, String reason) {
    String sentence(String queue) {
        return "Queue " + queue + " takes no events since " + by + " " + (hold ? "holds" : "closed") + " it: " + reason
                + ". Send again later.";
    }
}
