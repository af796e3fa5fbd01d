package dev.sluice.server.live;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.json.Json;
import dev.sluice.model.live.LiveUpdate;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands every update to every subscriber. An update is encoded once; publishing never blocks. Thread-safe.
public final class LiveHub implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveHub.class);
    private static final int GOING_AWAY = 1001;

    private final int maxSubscribers;
    private final Semaphore places;
    private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
    private final LongAdder missed = new LongAdder();

    /// @param maxSubscribers more are refused
    public LiveHub(int maxSubscribers) {
        this.maxSubscribers = maxSubscribers;
        this.places = new Semaphore(maxSubscribers);
    }

    /// Adds a subscriber; it gets `welcome` first, then what is published from now on.
    ///
    /// @throws PipelineException `overloaded` when all places are taken
    public Subscriber subscribe(LiveLink link, LiveUpdate.Welcome welcome) {
        return subscribe(link, welcome, true);
    }

    /// @param whole false: of acts it gets only what everybody may see
    public Subscriber subscribe(LiveLink link, LiveUpdate.Welcome welcome, boolean whole) {
        if (!places.tryAcquire()) {
            throw new PipelineException(
                    ErrorCode.OVERLOADED,
                    "All " + maxSubscribers + " live subscriptions are taken; close one or raise"
                            + " SLUICE_HTTP_MAX_LIVE_SUBSCRIBERS.");
        }
        Subscriber subscriber = new Subscriber(link, this::leave, missed, whole);
        subscriber.offer(Json.text(welcome));
        subscribers.add(subscriber);
        subscriber.start();
        return subscriber;
    }

    public void publish(LiveUpdate update) {
        if (subscribers.isEmpty()) {
            return;
        }
        String text = Json.text(update);
        String brief = update instanceof LiveUpdate.Act(var act) ? Json.text(new LiveUpdate.Act(act.brief())) : text;
        subscribers.forEach(subscriber -> subscriber.offer(subscriber.whole() ? text : brief));
    }

    /// true: all places are taken
    public boolean full() {
        return places.availablePermits() == 0;
    }

    public int subscribers() {
        return subscribers.size();
    }

    /// Updates that subscribers missed because they read too slowly, over all of them.
    public long missed() {
        return missed.sum();
    }

    /// Tells all subscribers that the server goes away.
    @Override
    public void close() {
        LOG.debug("Closing {} live subscribers", subscribers.size());
        subscribers.forEach(subscriber -> subscriber.close(GOING_AWAY, "the server is stopping"));
    }

    private void leave(Subscriber subscriber) {
        if (subscribers.remove(subscriber)) {
            places.release();
        }
    }
}
