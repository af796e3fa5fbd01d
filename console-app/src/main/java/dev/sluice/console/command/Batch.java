package dev.sluice.console.command;

import dev.sluice.console.client.Body;
import java.io.ByteArrayOutputStream;
import java.util.List;

/// Events that travel in one request.
///
/// @param mediaType decides how they are joined
record Batch(List<EventText> events, String mediaType) {
    Batch {
        events = List.copyOf(events);
    }

    int size() {
        return events.size();
    }

    Body body() {
        boolean array = mediaType.equals(Body.JSON);
        ByteArrayOutputStream out = new ByteArrayOutputStream(64 << 10);
        if (array) {
            out.write('[');
        }
        for (int i = 0; i < events.size(); i++) {
            if (array && i > 0) {
                out.write(',');
            }
            out.writeBytes(events.get(i).json());
            if (!array) {
                out.write('\n');
            }
        }
        if (array) {
            out.write(']');
        }
        return new Body(mediaType, out.toByteArray());
    }

    /// @param index as in a rejection: the place in the body
    long lineOf(long index) {
        return index >= 0 && index < events.size() ? events.get((int) index).line() : 0;
    }

    /// The two halves of a batch of at least two.
    List<Batch> halves() {
        int middle = events.size() / 2;
        return List.of(
                new Batch(events.subList(0, middle), mediaType),
                new Batch(events.subList(middle, events.size()), mediaType));
    }
}
