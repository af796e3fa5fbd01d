package dev.sluice.server.app;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import dev.sluice.model.event.Event;
import dev.sluice.model.event.EventLimits;
import dev.sluice.model.event.EventReader;
import dev.sluice.model.event.ReadOutcome;
import dev.sluice.server.frame.DecodedFrame;
import dev.sluice.server.frame.FrameCodec;
import dev.sluice.server.frame.FrameId;
import dev.sluice.server.frame.WireFrame;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where every event is, read from RabbitMQ and PostgreSQL themselves. What consumers hold is not seen: the queue has
/// to be paused. A frame that lies there in two copies counts once: whichever is consumed first settles both. Each look
/// counts as a delivery of all that waits.
final class EventPlaces {
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

    private final TestServers servers;
    private final FrameCodec codec = new FrameCodec(EventReader.trusting(EventLimits.DEFAULT));
    private final Map<String, List<String>> places = new TreeMap<>();
    private final Set<FrameId> seen = new HashSet<>();

    private EventPlaces(TestServers servers) {
        this.servers = servers;
    }

    /// @return the places of each event, by its id
    static Map<String, List<String>> of(TestServers servers, String queue) {
        EventPlaces found = new EventPlaces(servers);
        found.broker("sluice." + queue);
        found.database();
        return found.places;
    }

    private void found(String id, String place) {
        places.computeIfAbsent(id, _ -> new ArrayList<>()).add(place);
    }

    private void broker(String object) {
        try (Connection connection = servers.broker().connect();
                Channel channel = connection.createChannel()) {
            for (GetResponse got = channel.basicGet(object, false);
                    got != null;
                    got = channel.basicGet(object, false)) {
                frame(
                        new WireFrame(
                                got.getProps().getHeaders(),
                                got.getProps().getContentType(),
                                got.getProps().getContentEncoding(),
                                got.getBody()),
                        object);
            }
        } catch (Exception e) {
            throw new IllegalStateException("reading " + object, e);
        }
    }

    private void database() {
        try (java.sql.Connection connection = servers.database().connect();
                Statement statement = connection.createStatement()) {
            for (String table : List.of("purge_snapshot", "outbox")) {
                try (ResultSet row = statement.executeQuery("select count, content_encoding, body from " + table)) {
                    while (row.next()) {
                        frame(
                                new WireFrame(
                                        FrameCodec.headers(new FrameId(1, 0), row.getInt(1), Instant.EPOCH),
                                        FrameCodec.CONTENT_TYPE,
                                        row.getString(2),
                                        row.getBytes(3)),
                                table);
                    }
                }
            }
            try (ResultSet row = statement.executeQuery("select id from event")) {
                while (row.next()) {
                    found(row.getString(1), "event");
                }
            }
            try (ResultSet row = statement.executeQuery("select bytes from dead_letter")) {
                while (row.next()) {
                    Matcher id = ID.matcher(new String(row.getBytes(1), StandardCharsets.UTF_8));
                    found(id.find() ? id.group(1) : "unreadable", "dead_letter");
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("reading the tables", e);
        }
    }

    private void frame(WireFrame wire, String place) {
        if (!(codec.decode(wire) instanceof DecodedFrame.Whole whole)) {
            throw new AssertionError("a frame in " + place + " cannot be read");
        }
        if (place.startsWith("sluice.") && !seen.add(whole.id())) {
            return;
        }
        for (ReadOutcome outcome : whole.events()) {
            found(outcome instanceof ReadOutcome.Accepted(Event event) ? event.id() : "refused", place);
        }
    }
}
