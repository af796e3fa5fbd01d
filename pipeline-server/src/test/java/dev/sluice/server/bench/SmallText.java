package dev.sluice.server.bench;

import dev.sluice.model.event.Event;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.random.RandomGenerator;

/// Events as a shop's programs send them, about 350 bytes each.
final class SmallText {
    static final String[] WORDS = {"yesteryear", "mayfly", "pyjamas", "symphony"};
    static final long USER = 9_000_001;
    /// others than users, because a number is a word that is found wherever it stands
    static final long SESSION = 7_000_001;

    private static final String[] OBJECTS = {
        "order", "payment", "user", "stock", "parcel", "coupon", "session", "review", "invoice", "return"
    };
    private static final String[] ACTS = {"placed", "changed", "seen", "failed"};
    private static final String[] REGIONS = {"eu-west-1", "us-east-1", "eu-north-1", "ap-south-1"};
    private static final String[] CURRENCIES = {"EUR", "USD", "GBP", "SEK", "JPY"};
    private static final String[] STATUSES = {"ok", "ok", "ok", "ok", "ok", "ok", "ok", "late", "late", "failed"};
    private static final int SOURCES = 300;
    private static final int USERS = 1_000_000;
    private static final int SESSIONS = 1_000_000;
    private static final int ORDERS = 6_000_000;
    private static final int VOCABULARY = 20_000;
    private static final int USUAL_LATENCY = 9_000;
    private static final int STEP = 10_000;
    private static final int GAP = 100_000;
    private static final int GAP_STEP = 25;

    private final Words types;
    private final Words words;
    private final Words sources;
    private final StringBuilder json = new StringBuilder(1_024);

    SmallText(RandomGenerator random) {
        String[] names = new String[OBJECTS.length * ACTS.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = OBJECTS[i % OBJECTS.length] + "." + ACTS[i / OBJECTS.length];
        }
        types = new Words(names, 0.9);
        words = new Words(random, VOCABULARY, 1);
        String[] shops = new String[SOURCES];
        for (int i = 0; i < SOURCES; i++) {
            shops[i] = "/shop/" + REGIONS[i % REGIONS.length] + "/" + (i + 1);
        }
        sources = new Words(shops, 1);
    }

    Words words() {
        return words;
    }

    Event event(RandomGenerator random, Marks.Of marks, String id, Instant time) {
        String source = sources.next(random);
        String type = marks.isCheck()
                ? Marks.CHECK
                : marks.type() == Planting.NONE ? types.next(random) : Marks.TYPES[marks.type()];
        String subject = "order-" + random.nextInt(ORDERS);
        json.setLength(0);
        json.append("{\"specversion\":\"1.0\",\"id\":\"").append(id);
        json.append("\",\"source\":\"").append(source);
        json.append("\",\"type\":\"").append(type);
        json.append("\",\"subject\":\"").append(subject);
        json.append("\",\"time\":\"").append(time);
        json.append("\",\"data\":{\"user\":{\"id\":\"u-").append(planted(USER, marks.user(), user(random)));
        json.append("\"},\"session\":\"s-").append(planted(SESSION, marks.session(), random.nextInt(SESSIONS)));
        json.append("\",\"amount\":");
        decimal(amount(random, marks.amount()), 2);
        json.append(",\"currency\":\"").append(CURRENCIES[random.nextInt(CURRENCIES.length)]);
        json.append("\",\"status\":\"").append(STATUSES[random.nextInt(STATUSES.length)]);
        json.append("\",\"latency\":");
        decimal(latency(random, marks.latency()), 1);
        json.append(",\"region\":\"").append(REGIONS[random.nextInt(REGIONS.length)]);
        json.append("\",\"note\":\"");
        words.sentence(random, 2 + random.nextInt(4), json);
        if (marks.word() != Planting.NONE) {
            json.append(' ').append(WORDS[marks.word()]);
        }
        json.append('"');
        if (marks.isCheck()) {
            for (int part = 0; part < Marks.CHECKS.length; part++) {
                boolean failed = (marks.failed() & 1 << part) != 0;
                json.append(",\"").append(Marks.CHECKS[part]).append(failed ? "\":\"failed\"" : "\":\"ok\"");
            }
        }
        json.append("}}");
        byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
        return new Event(source, id, type, subject, time, bytes);
    }

    private static long planted(long first, int size, long usual) {
        return size == Planting.NONE ? usual : first + size;
    }

    /// A few users do most.
    private static int user(RandomGenerator random) {
        double at = random.nextDouble();
        return (int) (USERS * at * at * at);
    }

    /// In hundredths: mostly around 80, and never from 1000 to 1001, where planted ones are.
    private static long amount(RandomGenerator random, int size) {
        if (size != Planting.NONE) {
            return GAP + (long) GAP_STEP * size + random.nextInt(GAP_STEP);
        }
        long usual = 50 + (long) (-Math.log(1 - random.nextDouble()) * 20_000);
        return usual >= GAP && usual < GAP + GAP_STEP * Hits.SIZES ? usual - GAP_STEP * Hits.SIZES : usual;
    }

    /// In tenths: up to some 100 ms as a rule. Planted ones, from 10 s on, are so much longer the fewer they are.
    private static long latency(RandomGenerator random, int size) {
        if (size != Planting.NONE) {
            return 10L * STEP * (Hits.SIZES - size) + random.nextInt(10 * STEP);
        }
        return (long) (10 * Math.min(USUAL_LATENCY, Math.exp(3 + 1.2 * random.nextGaussian())));
    }

    private void decimal(long value, int places) {
        long unit = places == 1 ? 10 : 100;
        json.append(value / unit).append('.');
        if (places == 2 && value % unit < 10) {
            json.append('0');
        }
        json.append(value % unit);
    }
}
