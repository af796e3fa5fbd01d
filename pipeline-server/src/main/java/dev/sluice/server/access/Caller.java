package dev.sluice.server.access;

/// Where a request came from.
public record Caller(Principal principal, String address, String requestId) {
    public Origin origin() {
        return new Origin(principal.name(), address, requestId);
    }
}
