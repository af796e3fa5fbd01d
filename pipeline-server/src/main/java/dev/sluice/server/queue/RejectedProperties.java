package dev.sluice.server.queue;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.LongString;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The properties a rejected message is kept with: its own, and the reason as headers.
final class RejectedProperties {
    static final String CODE = "sluice-code";
    static final String POINTER = "sluice-pointer";
    static final String DETAIL = "sluice-detail";
    static final String USER = "sluice-user";
    static final String LEFT_OUT = "sluice-headers-left-out";

    private static final int PERSISTENT = 2;
    private static final int MAX_TEXT = 1_000;
    /// All headers of a message must fit into one frame, 128 KiB by default: what came in may nearly fill it.
    private static final long MAX_HEADERS = 64 << 10;

    private RejectedProperties() {}

    static AMQP.BasicProperties of(RejectedMessage rejected, AMQP.BasicProperties original) {
        Map<String, Object> headers = new HashMap<>();
        Map<String, Object> own = original.getHeaders();
        if (size(own) <= MAX_HEADERS) {
            headers.putAll(own == null ? Map.of() : own);
            // these two would route copies elsewhere
            headers.remove("CC");
            headers.remove("BCC");
        } else {
            headers.put(LEFT_OUT, true);
        }
        headers.put(CODE, rejected.code());
        headers.put(POINTER, cut(rejected.pointer()));
        headers.put(DETAIL, cut(rejected.detail()));
        if (original.getUserId() != null) {
            headers.put(USER, original.getUserId());
        }
        // no expiration, which would let it vanish; no user id, which the broker takes from that user alone
        return original.builder()
                .headers(headers)
                .deliveryMode(PERSISTENT)
                .expiration(null)
                .userId(null)
                .timestamp(original.getTimestamp() == null ? Date.from(Instant.now()) : original.getTimestamp())
                .build();
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT - 1) + "…";
    }

    /// bytes at most, roughly
    private static long size(@Nullable Object value) {
        return switch (value) {
            case null -> 1;
            case LongString text -> text.length() + 5;
            case byte[] bytes -> bytes.length + 5;
            case Map<?, ?> map ->
                5
                        + map.entrySet().stream()
                                .mapToLong(e -> e.getKey().toString().length() * 3L + 1 + size(e.getValue()))
                                .sum();
            case List<?> list ->
                5 + list.stream().mapToLong(RejectedProperties::size).sum();
            default -> 20;
        };
    }
}
