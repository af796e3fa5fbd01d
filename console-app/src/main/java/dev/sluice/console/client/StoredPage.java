package dev.sluice.console.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of stored events, as [dev.sluice.model.search.EventPage] on the wire, with each event's text kept byte
/// for byte.
///
/// @param next cursor of the next page, null at the end
/// @param complete false when a time or cost limit cut the answer
/// @param reached when not complete: how far it is complete
public record StoredPage(
        List<StoredEvent> items,
        @Nullable String next,
        boolean complete,
        @Nullable Instant reached) {
    private static final JsonFactory FACTORY = new JsonFactory();

    public StoredPage {
        items = List.copyOf(items);
    }

    /// @throws IOException when `json` is not a page
    static StoredPage read(byte[] json) throws IOException {
        List<StoredEvent> items = new ArrayList<>();
        String next = null;
        boolean complete = true;
        Instant reached = null;
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("a page is a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (name) {
                    case "items" -> readItems(parser, json, items);
                    case "next" -> next = value == JsonToken.VALUE_STRING ? parser.getText() : null;
                    case "complete" -> complete = parser.getBooleanValue();
                    case "reached" ->
                        reached = value == JsonToken.VALUE_STRING ? Instant.parse(parser.getText()) : null;
                    default -> parser.skipChildren();
                }
            }
        }
        return new StoredPage(items, next, complete, reached);
    }

    /// Reads an event and its neighbours, in the order they stand.
    ///
    /// @throws IOException when `json` is something else
    static List<StoredEvent> readAround(byte[] json) throws IOException {
        List<StoredEvent> items = new ArrayList<>();
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("an event and its neighbours are a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                if (parser.nextToken() == JsonToken.START_OBJECT) {
                    items.add(item(parser, json));
                } else {
                    readItems(parser, json, items);
                }
            }
        }
        return items;
    }

    private static StoredEvent item(JsonParser parser, byte[] json) throws IOException {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        return StoredEvent.of(
                Arrays.copyOfRange(json, start, (int) parser.currentLocation().getByteOffset()));
    }

    private static void readItems(JsonParser parser, byte[] json, List<StoredEvent> items) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new IOException("the items of a page are an array");
        }
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            items.add(item(parser, json));
        }
    }
}
