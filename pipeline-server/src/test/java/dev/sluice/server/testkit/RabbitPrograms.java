package dev.sluice.server.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where RabbitMQ is installed, by the same list as the launcher, which installs it before the tests.
final class RabbitPrograms {
    private static final List<String> FOLDERS = List.of(
            "/usr/lib/rabbitmq/bin",
            "/usr/lib64/rabbitmq/bin",
            "/usr/lib/rabbitmq/lib/*/sbin",
            "/opt/rabbitmq*/sbin",
            "/usr/local/rabbitmq*/sbin",
            "/usr/local/lib/rabbitmq*/sbin");
    private static final List<String> ERLANG = List.of("/usr/lib/erlang/erts-*/bin", "/usr/lib64/erlang/erts-*/bin");

    private RabbitPrograms() {}

    /// The folder of the scripts that start a node, not of the packaged wrappers, which change user and drop the
    /// environment. None fails the test.
    static Path folder() {
        List<Path> places = new ArrayList<>();
        @Nullable String configured = System.getenv("SLUICE_TEST_RABBITMQ_BIN");
        if (configured != null) {
            places.add(Path.of(configured));
        }
        FOLDERS.forEach(pattern -> places.addAll(matching(pattern)));
        return places.stream()
                .filter(place -> Files.isExecutable(place.resolve("rabbitmq-server")))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "No rabbitmq-server is installed, and this test kills a broker of its own. Run the tests with"
                                + " ./sluice test, or set SLUICE_TEST_RABBITMQ_BIN to the folder of its scripts."));
    }

    /// Erlang's port mapper; null where only Erlang itself can find it
    static @Nullable Path epmd() {
        List<Path> places = new ArrayList<>();
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .filter(place -> !place.isBlank())
                .forEach(place -> places.add(Path.of(place)));
        ERLANG.forEach(pattern -> places.addAll(matching(pattern)));
        return places.stream()
                .map(place -> place.resolve("epmd"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    /// @param pattern with a star for at most one name in it
    private static List<Path> matching(String pattern) {
        int star = pattern.indexOf('*');
        Path root = star < 0 ? Path.of(pattern) : Path.of(pattern.substring(0, pattern.lastIndexOf('/', star)));
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        try (Stream<Path> paths = Files.walk(root, 2)) {
            return paths.filter(matcher::matches).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
