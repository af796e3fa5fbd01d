package dev.sluice.console.ingest;

import dev.sluice.console.client.SluiceClient;
import dev.sluice.model.access.IngestKey;
import dev.sluice.model.access.IssuedKey;
import dev.sluice.model.access.KeyRequest;
import dev.sluice.model.conflict.ConflictDetail;
import dev.sluice.model.conflict.ConflictPage;
import dev.sluice.model.ingest.Receipt;
import dev.sluice.model.rejection.RejectionDetail;
import dev.sluice.model.rejection.RejectionPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the screen asks of a server. Every call blocks and fails with a client exception.
public interface IngestControl {
    RejectionPage rejections(int limit) throws InterruptedException;

    RejectionDetail rejection(String id) throws InterruptedException;

    /// @param corrected null: as it was
    Receipt resubmit(String id, @Nullable String corrected) throws InterruptedException;

    ConflictPage conflicts(int limit) throws InterruptedException;

    ConflictDetail conflict(String id) throws InterruptedException;

    List<IngestKey> keys() throws InterruptedException;

    IssuedKey issue(KeyRequest request) throws InterruptedException;

    IngestKey revoke(String id) throws InterruptedException;

    /// The acts of a server.
    static IngestControl of(SluiceClient client) {
        return new IngestControl() {
            @Override
            public RejectionPage rejections(int limit) throws InterruptedException {
                return client.rejections(limit, null);
            }

            @Override
            public RejectionDetail rejection(String id) throws InterruptedException {
                return client.rejection(id);
            }

            @Override
            public Receipt resubmit(String id, @Nullable String corrected) throws InterruptedException {
                return client.resubmit(id, corrected);
            }

            @Override
            public ConflictPage conflicts(int limit) throws InterruptedException {
                return client.conflicts(limit, null);
            }

            @Override
            public ConflictDetail conflict(String id) throws InterruptedException {
                return client.conflict(id);
            }

            @Override
            public List<IngestKey> keys() throws InterruptedException {
                return client.keys();
            }

            @Override
            public IssuedKey issue(KeyRequest request) throws InterruptedException {
                return client.issueKey(request);
            }

            @Override
            public IngestKey revoke(String id) throws InterruptedException {
                return client.revokeKey(id);
            }
        };
    }
}
