package dev.sluice.console.queues;

import dev.sluice.console.client.EventSummary;
import dev.sluice.console.widget.Numbers;
import dev.sluice.model.queue.QueueState;
import dev.sluice.model.queue.TypePatterns;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a definition would do to the event types that were seen last.
///
/// @param headline how many of the newest events would come to the queue
/// @param here their types, the most frequent first
/// @param notes types that match and go elsewhere, or came here and no longer do
record TypePreview(String headline, List<TypeCount> here, List<String> notes) {
    static final TypePreview LOADING = new TypePreview("Looking at the newest stored events…", List.of(), List.of());
    private static final int MAX_TYPES = 5;
    private static final int MAX_NOTES = 3;
    private static final String DEFAULT = "default";
    private static final String NOTHING_NEW = "Without an event type it takes nothing new.";

    TypePreview {
        here = List.copyOf(here);
        notes = List.copyOf(notes);
    }

    /// A queue as far as routing goes.
    record Route(String queue, List<String> patterns, int position) {
        static Route of(QueueState queue) {
            return new Route(queue.name(), queue.patterns(), queue.position());
        }
    }

    /// @param queues all as they are, in any order
    /// @param wanted the queue as it would be; in place of the one of its name
    static List<Route> routes(List<QueueState> queues, @Nullable Route wanted) {
        List<Route> routes = new ArrayList<>();
        queues.stream()
                .filter(q -> !q.retiring() && !q.name().equals(DEFAULT))
                .filter(q -> wanted == null || !q.name().equals(wanted.queue()))
                .map(Route::of)
                .forEach(routes::add);
        if (wanted != null && !wanted.queue().equals(DEFAULT)) {
            routes.add(wanted);
        }
        routes.sort(Comparator.comparingInt(Route::position).thenComparing(Route::queue));
        return routes;
    }

    /// The queue of a type: the first that takes it, `default` when none does.
    static String queueOf(List<Route> routes, String type) {
        return routes.stream()
                .filter(r -> TypePatterns.firstMatch(r.patterns(), type).isPresent())
                .findFirst()
                .map(Route::queue)
                .orElse(DEFAULT);
    }

    static TypePreview of(List<QueueState> queues, Route wanted, List<TypeCount> recent) {
        List<Route> before = routes(queues, null);
        List<Route> after = routes(queues, wanted);
        List<TypeCount> here = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        long events = 0;
        long all = 0;
        for (TypeCount each : recent) {
            all += each.events();
            String goes = queueOf(after, each.type());
            String went = queueOf(before, each.type());
            if (goes.equals(wanted.queue())) {
                here.add(each);
                events += each.events();
            } else if (TypePatterns.firstMatch(wanted.patterns(), each.type()).isPresent()) {
                notes.add(spell(each) + " fits too, but " + goes + " takes it first.");
            } else if (went.equals(wanted.queue())) {
                notes.add(spell(each) + " no longer comes here; it goes to " + goes + ".");
            }
        }
        here.sort(Comparator.comparingLong(TypeCount::events).reversed().thenComparing(TypeCount::type));
        return new TypePreview(
                wanted.patterns().isEmpty() ? NOTHING_NEW : headline(events, all),
                shortened(here),
                notes.subList(0, Math.min(MAX_NOTES, notes.size())));
    }

    private static List<TypeCount> shortened(List<TypeCount> here) {
        if (here.size() <= MAX_TYPES) {
            return here;
        }
        List<TypeCount> some = new ArrayList<>(here.subList(0, MAX_TYPES - 1));
        List<TypeCount> rest = here.subList(MAX_TYPES - 1, here.size());
        some.add(new TypeCount(
                "and " + rest.size() + " more types",
                rest.stream().mapToLong(TypeCount::events).sum()));
        return some;
    }

    private static String headline(long events, long all) {
        if (all == 0) {
            return "No event is stored yet, so there is no type to try it on.";
        }
        return events == 0
                ? "None of the newest " + Numbers.count(all, "stored event", "stored events") + " would come here."
                : Numbers.grouped(events) + " of the newest " + Numbers.count(all, "stored event", "stored events")
                        + " would come here:";
    }

    private static String spell(TypeCount each) {
        return EventSummary.clean(each.type()) + " (" + Numbers.grouped(each.events()) + ")";
    }

    /// Where one type would go, and why.
    static String tell(List<Route> routes, String type) {
        for (Route route : routes) {
            Optional<String> pattern = TypePatterns.firstMatch(route.patterns(), type);
            if (pattern.isPresent()) {
                return "→ " + route.queue() + ", by " + pattern.get();
            }
        }
        return "→ " + DEFAULT + ": no other queue takes it";
    }
}
