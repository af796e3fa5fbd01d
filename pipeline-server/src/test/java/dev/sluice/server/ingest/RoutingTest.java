package dev.sluice.server.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoutingTest {
    private final Routing routing = new Routing(List.of(
            new Routing.Route("orders", List.of("order.*", "refund.asked")),
            new Routing.Route("clicks", List.of("*.click", "a*b*c")),
            new Routing.Route("default", List.of("*"))));

    @Test
    void takesTheFirstPatternThatFits() {
        assertEquals("orders", routing.queueOf("order.placed"));
        assertEquals("orders", routing.queueOf("order.click"));
        assertEquals("orders", routing.queueOf("refund.asked"));
        assertEquals("clicks", routing.queueOf("shop.click"));
        assertEquals("clicks", routing.queueOf("a-b-b-c"));
    }

    @Test
    void leavesTheRestToTheDefaultQueue() {
        assertEquals("default", routing.queueOf("refund.asked.twice"));
        assertEquals("default", routing.queueOf("orderXplaced"));
        assertEquals("default", new Routing(List.of()).queueOf("anything"));
    }
}
