package dev.sluice.model.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.model.deadletter.DeadLetterGroup;
import dev.sluice.model.deadletter.DeadLetterGroups;
import dev.sluice.model.deadletter.DeadLetterPage;
import dev.sluice.model.deadletter.Discard;
import dev.sluice.model.deadletter.DiscardList;
import dev.sluice.model.deadletter.DiscardRequest;
import dev.sluice.model.deadletter.GroupMark;
import dev.sluice.model.deadletter.LetterSelection;
import dev.sluice.model.deadletter.Redrive;
import dev.sluice.model.deadletter.RedriveList;
import dev.sluice.model.deadletter.RedriveRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The wire contract of dead letters to the letter, both ways.
class DeadLetterWireTest {
    private static final Instant AT = Instant.parse("2026-11-25T10:00:00.250Z");
    private static final String TIME = "\"2026-11-25T10:00:00.250Z\"";

    @Test
    void letters() throws IOException {
        sameBothWays(
                new DeadLetterPage(
                        List.of(new DeadLetterPage.Item(
                                "12",
                                "q",
                                AT,
                                AT,
                                "unstorable",
                                "why",
                                "f1",
                                "redriven",
                                2,
                                "7",
                                true,
                                true,
                                "a1",
                                AT,
                                "ada",
                                "{}",
                                null)),
                        null),
                "{\"items\":[{\"id\":\"12\",\"queue\":\"q\",\"at\":" + TIME + ",\"receivedAt\":" + TIME
                        + ",\"code\":\"unstorable\",\"detail\":\"why\",\"fingerprint\":\"f1\",\"state\":\"redriven\","
                        + "\"attempt\":2,\"previous\":\"7\",\"accepted\":true,\"edited\":true,\"act\":\"a1\",\"actedAt\":"
                        + TIME + ",\"actedBy\":\"ada\",\"text\":\"{}\"}],\"next\":null}");
    }

    @Test
    void groups() throws IOException {
        sameBothWays(
                new DeadLetterGroups(
                        List.of(new DeadLetterGroup(
                                "q",
                                "f1",
                                "unstorable",
                                "why",
                                "12",
                                3,
                                2,
                                1,
                                2,
                                4,
                                AT,
                                AT,
                                List.of(0L, 3L),
                                "new",
                                true,
                                "note",
                                "ada",
                                "bob",
                                AT)),
                        1),
                "{\"items\":[{\"queue\":\"q\",\"fingerprint\":\"f1\",\"code\":\"unstorable\",\"detail\":\"why\","
                        + "\"sample\":\"12\",\"waiting\":3,\"redriven\":2,\"discarded\":1,\"returned\":2,\"attempts\":4,"
                        + "\"firstSeen\":" + TIME + ",\"lastSeen\":" + TIME + ",\"trend\":[0,3],\"state\":\"new\","
                        + "\"reopened\":true,\"note\":\"note\",\"owner\":\"ada\",\"changedBy\":\"bob\",\"changedAt\":"
                        + TIME + "}],\"total\":1}");
        sameBothWays(new GroupMark("fixed", null, "ada"), "{\"state\":\"fixed\",\"owner\":\"ada\"}");
    }

    @Test
    void redrives() throws IOException {
        sameBothWays(
                RedriveRequest.of(LetterSelection.ofIds(List.of("12")), 50, 0.25, "why"),
                "{\"ids\":[\"12\"],\"rate\":50,\"threshold\":0.25,\"reason\":\"why\"}");
        sameBothWays(RedriveRequest.of(LetterSelection.everything(), null, null, null), "{\"all\":true}");
        Redrive redrive = new Redrive(
                "r1",
                "q",
                Redrive.STOPPED_BY_ITSELF,
                10,
                3,
                1,
                2,
                50,
                0.25,
                "why",
                "ada",
                AT,
                AT,
                List.of(new Redrive.Refused("9", "not-found", "no")),
                "1 of 3");
        String json = "{\"id\":\"r1\",\"queue\":\"q\",\"state\":\"stopped-by-itself\",\"total\":10,\"redriven\":3,"
                + "\"returned\":1,\"step\":2,\"rate\":50,\"threshold\":0.25,\"reason\":\"why\",\"startedBy\":\"ada\","
                + "\"startedAt\":" + TIME + ",\"endedAt\":" + TIME
                + ",\"refused\":[{\"id\":\"9\",\"code\":\"not-found\",\"detail\":\"no\"}],\"detail\":\"1 of 3\"}";
        sameBothWays(redrive, json);
        sameBothWays(new RedriveList(List.of(redrive)), "{\"items\":[" + json + "]}");
    }

    @Test
    void discards() throws IOException {
        sameBothWays(DiscardRequest.of(LetterSelection.ofKind("f1"), null), "{\"fingerprint\":\"f1\"}");
        sameBothWays(
                new DiscardList(
                        List.of(new Discard("d1", "q", Discard.UNDONE, 3, AT, "why", "ada", AT, 2L, "bob", AT))),
                "{\"items\":[{\"id\":\"d1\",\"queue\":\"q\",\"state\":\"undone\",\"discarded\":3,\"undoUntil\":" + TIME
                        + ",\"reason\":\"why\",\"discardedBy\":\"ada\",\"discardedAt\":" + TIME
                        + ",\"restored\":2,\"undoneBy\":\"bob\",\"undoneAt\":" + TIME + "}]}");
    }

    private static void sameBothWays(Object value, String json) throws IOException {
        assertEquals(json, Json.text(value));
        assertEquals(value, Json.read(json.getBytes(UTF_8), value.getClass()));
    }
}
