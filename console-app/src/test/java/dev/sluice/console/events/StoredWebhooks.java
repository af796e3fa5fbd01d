package dev.sluice.console.events;

import dev.sluice.console.client.StoredEvent;
import dev.sluice.console.testkit.WebhookEvents;
import java.time.Instant;

/// The webhook-like events as a server tells them.
final class StoredWebhooks {
    private StoredWebhooks() {}

    /// The `n`th newest event.
    static StoredEvent event(int n, Instant now) {
        Instant received = now.minusMillis(339 + n * 817L);
        Instant stored = received.plusMillis(31 + n % 9);
        String json = WebhookEvents.json(n, received.minusMillis(120));
        String added = ",\"queue\":\"default\",\"receivedat\":\"%s\",\"storedat\":\"%s\"}".formatted(received, stored);
        return new StoredEvent(
                json.substring(0, json.length() - 1) + added,
                WebhookEvents.id(n),
                WebhookEvents.source(n),
                WebhookEvents.type(n),
                WebhookEvents.subject(n),
                "default",
                received,
                stored);
    }
}
