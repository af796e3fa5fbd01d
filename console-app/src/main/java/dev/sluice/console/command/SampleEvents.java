package dev.sluice.console.command;

import dev.sluice.model.json.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/// Makes up the events of a few shops: each order goes its way through payment and parcel, among them log-ins and
/// visits; now and then a card is declined. Not thread-safe.
final class SampleEvents {
    private static final String[] CURRENCIES = {"EUR", "EUR", "EUR", "USD", "GBP"};
    private static final String[] DECLINED = {"card declined", "insufficient funds", "3-D Secure failed", "card expired"
    };
    private static final String[] CARRIERS = {"dhl", "ups", "hermes", "post"};
    private static final String[] GOODS = {"lamp", "desk", "chair", "kettle", "bookshelf", "rug", "mirror", "clock"};
    private static final String[] PAGES = {"/", "/sale", "/kitchen", "/living-room", "/checkout", "/account"};
    private static final int OPEN_ORDERS = 200;

    private final SplittableRandom random;
    private final ArrayDeque<Order> open = new ArrayDeque<>();
    private long orders = 88_000;

    private record Order(int shop, String number, int user, BigDecimal amount, String currency, Step step) {
        Order at(Step next) {
            return new Order(shop, number, user, amount, currency, next);
        }
    }

    private enum Step {
        PLACED,
        PAID
    }

    SampleEvents(SplittableRandom random) {
        this.random = random;
    }

    /// JSON text of the next event.
    byte[] next(Instant now) {
        int dice = random.nextInt(100);
        if (dice < 22 || open.isEmpty()) {
            return order(now);
        }
        if (dice < 60) {
            return follow(now);
        }
        return dice < 75 ? login(now) : visit(now);
    }

    private byte[] order(Instant now) {
        Order order = new Order(
                shop(),
                "order-" + orders++,
                user(),
                BigDecimal.valueOf(random.nextLong(500, 42_000), 2),
                pick(CURRENCIES),
                Step.PLACED);
        if (open.size() < OPEN_ORDERS) {
            open.addLast(order);
        }
        Map<String, Object> data = money(order);
        data.put("items", 1 + random.nextInt(4));
        data.put("first", pick(GOODS));
        return event("order.placed", order.shop(), order.number(), data, now);
    }

    private byte[] follow(Instant now) {
        Order order = open.removeFirst();
        Map<String, Object> data = money(order);
        if (order.step() == Step.PAID) {
            data.clear();
            data.put("carrier", pick(CARRIERS));
            data.put("parcel", "P" + random.nextInt(10_000_000, 99_999_999));
            data.put("weight_kg", BigDecimal.valueOf(random.nextLong(2, 300), 1));
            return event("parcel.shipped", order.shop(), order.number(), data, now);
        }
        if (random.nextInt(100) < 9) {
            data.put("error", pick(DECLINED));
            return event("payment.failed", order.shop(), order.number(), data, now);
        }
        open.addLast(order.at(Step.PAID));
        data.put("method", random.nextInt(3) == 0 ? "paypal" : "card");
        return event("payment.captured", order.shop(), order.number(), data, now);
    }

    private byte[] login(Instant now) {
        boolean failed = random.nextInt(100) < 12;
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("user", user());
        data.put("from", "198.51.100." + random.nextInt(1, 255));
        if (failed) {
            data.put("error", "wrong password");
        }
        return event(failed ? "login.failed" : "login.succeeded", shop(), "", data, now);
    }

    private byte[] visit(Instant now) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("page", pick(PAGES));
        data.put("millis", random.nextInt(12, 900));
        data.put("user", user());
        return event("page.viewed", shop(), "", data, now);
    }

    private static Map<String, Object> money(Order order) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("amount", order.amount());
        data.put("currency", order.currency());
        data.put("user", order.user());
        return data;
    }

    private byte[] event(String type, int shop, String subject, Map<String, Object> data, Instant now) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("specversion", "1.0");
        event.put("id", new UUID(random.nextLong(), random.nextLong()).toString());
        event.put("source", "/shop/" + shop);
        event.put("type", type);
        if (!subject.isEmpty()) {
            event.put("subject", subject);
        }
        event.put("time", now);
        event.put("data", data);
        return Json.bytes(event);
    }

    private int shop() {
        int[] shops = {3, 3, 3, 1, 1, 12, 7, 9};
        return shops[random.nextInt(shops.length)];
    }

    private int user() {
        return random.nextInt(1, 5_000);
    }

    private String pick(String[] values) {
        return values[random.nextInt(values.length)];
    }
}
