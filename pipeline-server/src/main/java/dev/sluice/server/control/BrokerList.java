package dev.sluice.server.control;

import dev.sluice.model.broker.BrokerQueuePage;
import dev.sluice.model.broker.BrokerQueueState;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.queue.BrokerReader.Listing;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A page of the broker's queues: filtered, in order, cut. A cursor names the queue it stands behind and its figure, so
/// a list that moves is walked on, though a queue whose figure changed meanwhile may be met twice or not at all.
final class BrokerList {
    private static final String SEPARATOR = "\0";

    /// In what order, ties by virtual host and name.
    enum Sort {
        /// messages, most first
        DEPTH,
        NAME,
        /// published a second, most first
        RATE,
        /// consumers, most first
        CONSUMERS;

        /// @throws PipelineException `malformed-request`
        static Sort of(String text) {
            return Arrays.stream(values())
                    .filter(s -> s.text().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new PipelineException(
                            ErrorCode.MALFORMED_REQUEST,
                            "sort must be one of "
                                    + Arrays.stream(values()).map(Sort::text).collect(Collectors.joining(", "))
                                    + "."));
        }

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        private double figure(BrokerQueueState queue) {
            BrokerQueueState.Depth depth = queue.depth();
            BrokerQueueState.Rates rates = queue.rates();
            Integer consumers = queue.consumers();
            return switch (this) {
                case NAME -> 0;
                case DEPTH -> depth == null ? -1 : depth.messages();
                case RATE -> rates == null ? -1 : rates.published();
                case CONSUMERS -> consumers == null ? -1 : consumers;
            };
        }
    }

    /// Where a queue stands in an order.
    private record Place(double figure, String vhost, String name) {
        static final Comparator<Place> ORDER = Comparator.comparingDouble((Place p) -> -p.figure())
                .thenComparing(Place::name)
                .thenComparing(Place::vhost);
    }

    private BrokerList() {}

    /// @param vhost null for all
    /// @param q part of a name, in any case; empty for all
    /// @param cursor `next` of the page before
    /// @throws PipelineException `invalid-cursor`
    static BrokerQueuePage page(
            Listing<BrokerQueueState> all,
            @Nullable String vhost,
            String q,
            Sort sort,
            int limit,
            @Nullable String cursor) {
        String part = q.toLowerCase(Locale.ROOT);
        Comparator<BrokerQueueState> order = Comparator.comparing(queue -> place(queue, sort), Place.ORDER);
        List<BrokerQueueState> matching = all.items().stream()
                .filter(queue -> vhost == null || queue.vhost().equals(vhost))
                .filter(queue -> queue.name().toLowerCase(Locale.ROOT).contains(part))
                .sorted(order)
                .toList();
        @Nullable Place after = cursor == null ? null : place(cursor, sort);
        List<BrokerQueueState> rest = after == null
                ? matching
                : matching.stream()
                        .dropWhile(queue -> Place.ORDER.compare(place(queue, sort), after) <= 0)
                        .toList();
        boolean more = rest.size() > limit;
        List<BrokerQueueState> page = more ? rest.subList(0, limit) : rest;
        return new BrokerQueuePage(
                page,
                more ? cursor(place(page.getLast(), sort), sort) : null,
                matching.size(),
                all.all(),
                all.at(),
                all.items().size() < all.all()
                        ? "The broker has " + all.all() + " queues; the first "
                                + all.items().size() + " by virtual host and name are read."
                        : null);
    }

    private static Place place(BrokerQueueState queue, Sort sort) {
        return new Place(sort.figure(queue), queue.vhost(), queue.name());
    }

    private static String cursor(Place place, Sort sort) {
        String text = String.join(SEPARATOR, sort.text(), Double.toString(place.figure()), place.vhost(), place.name());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Place place(String cursor, Sort sort) {
        try {
            String[] parts =
                    new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(SEPARATOR, -1);
            if (parts.length == 4 && parts[0].equals(sort.text())) {
                return new Place(Double.parseDouble(parts[1]), parts[2], parts[3]);
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new PipelineException(
                ErrorCode.INVALID_CURSOR,
                "The cursor is not one of this list in the order " + sort.text() + "; start again without it.");
    }
}
