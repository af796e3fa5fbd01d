package dev.sluice.server.http;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.access.Caller;
import dev.sluice.server.access.RateLimits;
import dev.sluice.server.access.Refusal;
import dev.sluice.server.access.Rejections;
import dev.sluice.server.ingest.IngestFailedException;
import dev.sluice.server.ingest.Sender;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// Stands in front of ingest: first the rate of the sender, then the work; what is refused is kept. Thread-safe.
public final class IngestDoor {
    private static final int CLIENT_FAULT = 4;

    private final RateLimits limits;
    private final Rejections rejections;

    public IngestDoor(RateLimits limits, Rejections rejections) {
        this.limits = limits;
        this.rejections = rejections;
    }

    /// What is done with a request that may come in.
    @FunctionalInterface
    interface Work {
        Reply.Later take(Sender sender) throws Exception;
    }

    /// @throws PipelineException `rate-limited` before anything of the body is read; all that the work throws
    Reply.Later pass(Call call, Work work) throws Exception {
        Caller caller = new Caller(call.caller(), call.address(), call.requestId());
        DoorSender sender = new DoorSender(caller, limits, rejections);
        try {
            limits.enter(caller.principal());
            Reply.Later reply = work.take(sender);
            sender.letBodyGo();
            return new Reply.Later(reply.answer().whenComplete((answer, failure) -> {
                if (failure != null) {
                    keep(failure, sender, caller);
                } else if (answer.status() == ErrorCode.EMPTY_BATCH.status() && sender.refusals() == 0) {
                    keep(ErrorCode.EMPTY_BATCH, ErrorCode.EMPTY_BATCH.title(), sender, caller);
                }
            }));
        } catch (RuntimeException e) {
            keep(e, sender, caller);
            throw e;
        }
    }

    private void keep(Throwable failure, DoorSender sender, Caller caller) {
        switch (failure) {
            case PipelineException e -> keep(e.code(), e.getMessage(), sender, caller);
            case IngestFailedException e -> keep(e.code(), e.getMessage(), sender, caller);
            case CompletionException e when e.getCause() != null -> keep(e.getCause(), sender, caller);
            default -> {} // a fault of ours, not of the sender
        }
    }

    private void keep(ErrorCode code, @Nullable String detail, DoorSender sender, Caller caller) {
        if (code.status() / 100 == CLIENT_FAULT) {
            rejections.add(Refusal.ofRequest(code, detail == null ? "" : detail, sender.body()), caller.origin());
        }
    }
}
