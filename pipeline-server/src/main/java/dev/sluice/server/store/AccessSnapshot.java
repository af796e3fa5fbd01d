package dev.sluice.server.store;

import java.util.List;

/// All that can let anybody in at one moment.
///
/// @param keys of producers and scripts that are not revoked; one that has expired may be among them
/// @param sessions of people who are not disabled
/// @param administered true: somebody with the admin role can log in
public record AccessSnapshot(List<KeyRecord> keys, List<SessionRecord> sessions, boolean administered) {
    public AccessSnapshot {
        keys = List.copyOf(keys);
        sessions = List.copyOf(sessions);
    }
}
