package dev.sluice.model.access;

import java.util.List;

/// Users, by name.
public record PersonList(List<Person> items) {
    public PersonList {
        items = List.copyOf(items);
    }
}
