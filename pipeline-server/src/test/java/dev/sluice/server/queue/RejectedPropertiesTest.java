package dev.sluice.server.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.impl.LongStringHelper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RejectedPropertiesTest {
    private static final RejectedMessage REJECTED = new RejectedMessage(
            new InboxMessage(1, false, null, null, null, null, Map.of(), new byte[0]),
            "missing-attribute",
            "/id",
            "id is required");

    @Test
    void keepsWhatTheProducerSentAndAddsTheReason() {
        AMQP.BasicProperties kept = RejectedProperties.of(
                REJECTED,
                new AMQP.BasicProperties.Builder()
                        .contentType("text/plain")
                        .messageId("m-1")
                        .headers(Map.of("own", LongStringHelper.asLongString("value")))
                        .build());
        assertEquals("text/plain", kept.getContentType());
        assertEquals("m-1", kept.getMessageId());
        assertEquals("value", kept.getHeaders().get("own").toString());
        assertEquals("missing-attribute", kept.getHeaders().get(RejectedProperties.CODE));
        assertEquals("/id", kept.getHeaders().get(RejectedProperties.POINTER));
        assertEquals("id is required", kept.getHeaders().get(RejectedProperties.DETAIL));
        assertEquals(2, kept.getDeliveryMode());
    }

    @Test
    void dropsWhatWouldMakeItExpireBeRefusedOrBeCopiedElsewhere() {
        AMQP.BasicProperties kept = RejectedProperties.of(
                REJECTED,
                new AMQP.BasicProperties.Builder()
                        .expiration("1000")
                        .userId("producer")
                        .headers(Map.of("CC", List.of("elsewhere")))
                        .build());
        assertNull(kept.getExpiration());
        assertNull(kept.getUserId());
        assertEquals("producer", kept.getHeaders().get(RejectedProperties.USER));
        assertFalse(kept.getHeaders().containsKey("CC"));
    }

    @Test
    void leavesHeadersOutThatWouldNotFitWithTheReason() {
        AMQP.BasicProperties kept = RejectedProperties.of(
                REJECTED,
                new AMQP.BasicProperties.Builder()
                        .headers(Map.of("huge", LongStringHelper.asLongString("x".repeat(100_000))))
                        .build());
        assertFalse(kept.getHeaders().containsKey("huge"));
        assertEquals(true, kept.getHeaders().get(RejectedProperties.LEFT_OUT));
        assertEquals("missing-attribute", kept.getHeaders().get(RejectedProperties.CODE));
    }
}
