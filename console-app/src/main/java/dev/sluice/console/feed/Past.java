package dev.sluice.console.feed;

import dev.sluice.console.client.Failure;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.task.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// What was in some stretch of time, asked of the server when a view wants it and what is here does not do. FX thread
/// only.
///
/// @param <T> what the server answers
public final class Past<T> {
    /// What is newer than an answer comes from the live window, which is longer than this.
    private static final Duration FOLLOWED = Duration.ofMinutes(5);

    private static final Duration RETRY = Duration.ofSeconds(5);
    /// Whoever turns a wheel wants many stretches and looks at the last one.
    private static final Duration APART = Duration.ofMillis(200);

    private final String name;
    private final Question<T> question;
    private final TaskRunner tasks;
    private final Ticker ticker;
    private final ReadOnlyObjectWrapper<State<T>> state = new ReadOnlyObjectWrapper<>(this, "state", State.none());
    private @Nullable Stretch asked;
    private Instant retryAt = Instant.MIN;
    private Instant sentAt = Instant.EPOCH;
    private boolean pending;

    /// How the server is asked. Blocks.
    @FunctionalInterface
    interface Question<T> {
        T ask(Stretch stretch) throws InterruptedException;
    }

    /// @param answer the last one, null when there is none; it may be about another stretch than is wanted now
    /// @param asked the stretch it was asked for
    /// @param loading an answer is waited for
    /// @param failure why the last question has no answer, empty: it has
    public record State<T>(@Nullable T answer, @Nullable Stretch asked, boolean loading, String failure) {
        /// nothing is known nor wanted
        public static <T> State<T> none() {
            return new State<>(null, null, false, "");
        }
    }

    /// @param queue of one only, null: of all
    public record Stretch(@Nullable String queue, Instant from, Instant to) {
        Duration length() {
            return Duration.between(from, to);
        }

        /// Whether what was asked for this does for another.
        private boolean serves(Stretch other, boolean live) {
            return Objects.equals(queue, other.queue)
                    && length().equals(other.length())
                    && !from.isAfter(other.from)
                    && !(live ? to.plus(FOLLOWED) : to).isBefore(other.to);
        }
    }

    /// @param name of the question: a newer one of the same name takes its place
    Past(String name, Question<T> question, TaskRunner tasks, Ticker ticker) {
        this.name = name;
        this.question = question;
        this.tasks = tasks;
        this.ticker = ticker;
    }

    public ReadOnlyObjectProperty<State<T>> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// Asks, unless what is here or on its way does. May be called again and again.
    ///
    /// @param live the stretch moves on with time
    public void want(Instant from, Instant to, boolean live) {
        want(null, from, to, live);
    }

    /// @param queue null: all of them
    public void want(@Nullable String queue, Instant from, Instant to, boolean live) {
        Stretch wanted = new Stretch(queue, from, to);
        Stretch before = asked;
        boolean failed = !state.get().failure().isEmpty();
        if (before != null
                && before.serves(wanted, live)
                && !(failed && !ticker.now().isBefore(retryAt))) {
            return;
        }
        asked = wanted;
        retryAt = ticker.now().plus(RETRY);
        state.set(new State<>(
                state.get().answer(), state.get().asked(), true, state.get().failure()));
        Duration wait = Duration.between(ticker.now(), sentAt.plus(APART));
        if (!wait.isPositive()) {
            send();
        } else if (!pending) {
            pending = true;
            ticker.after(wait, this::send);
        }
    }

    private void send() {
        pending = false;
        Stretch wanted = asked;
        if (wanted == null) {
            return;
        }
        sentAt = ticker.now();
        tasks.task("load " + name, () -> question.ask(wanted))
                .onSuccess(answer -> answered(wanted, answer))
                .onFailure(this::failed)
                .latest(this);
    }

    private void answered(Stretch wanted, T answer) {
        if (asked != null) {
            state.set(new State<>(answer, wanted, !wanted.equals(asked), ""));
        }
    }

    private void failed(Exception cause) {
        if (asked == null) {
            return;
        }
        retryAt = ticker.now().plus(RETRY);
        state.set(new State<>(
                state.get().answer(),
                state.get().asked(),
                false,
                Failure.of(cause).text()));
    }

    /// Nothing is wanted any more.
    public void forget() {
        asked = null;
        if (!state.get().equals(State.none())) {
            state.set(State.none());
        }
    }
}
