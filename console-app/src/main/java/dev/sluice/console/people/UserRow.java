package dev.sluice.console.people;

import dev.sluice.console.widget.Times;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.access.Person;
import java.time.Duration;
import java.time.Instant;

/// One line of the table of users.
///
/// @param person what it was made from
record UserRow(
        String name,
        String role,
        Tone tone,
        String state,
        String sessions,
        String lastLogin,
        String made,
        Person person) {

    static UserRow of(Person person, Instant now) {
        return new UserRow(
                person.name(),
                person.role().text(),
                switch (person.role()) {
                    case VIEWER -> Tone.MUTED;
                    case OPERATOR -> Tone.ACCENT;
                    case ADMIN -> Tone.WARNING;
                },
                person.disabled() ? "disabled" : "active",
                Integer.toString(person.sessions()),
                lastLogin(person, now),
                Times.day(person.createdAt()) + " by " + person.createdBy(),
                person);
    }

    private static String lastLogin(Person person, Instant now) {
        Instant at = person.lastLoginAt();
        if (at == null) {
            return "never";
        }
        Duration ago = Duration.between(at, now);
        return ago.compareTo(Duration.ofSeconds(10)) < 0 ? "just now" : Times.span(ago) + " ago";
    }
}
