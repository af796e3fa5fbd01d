package dev.sluice.server.queue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// The account by which Sluice asks the management API, and what its tags and permissions let it do. Immutable.
///
/// @param tags such as `administrator`
/// @param permissions by virtual host; null when the account may not read its own, which only an administrator may
public record BrokerAccount(
        String name, List<String> tags, @Nullable Map<String, Permission> permissions) {
    private static final String MONITORING = "monitoring";
    private static final Set<String> SEE_NODES = Set.of(MONITORING, "administrator");

    /// Patterns of names, as the broker keeps them.
    public record Permission(String configure, String read) {}

    public BrokerAccount {
        tags = List.copyOf(tags);
    }

    /// nodes, and the connections of others
    public boolean seesNodes() {
        return tags.stream().anyMatch(SEE_NODES::contains);
    }

    /// Why it may do nothing to any queue, null when it may. Whoever gives an account this one tag wants it to look,
    /// so Sluice does no more with it, even where the broker would let it.
    public @Nullable String looksOnly() {
        return tags.equals(List.of(MONITORING))
                ? "The account " + name + " of SLUICE_AMQP_MANAGEMENT_URL is tagged monitoring and nothing else, so"
                        + " Sluice only looks with it. Give it the tag management, and the permissions, to let it act."
                : null;
    }

    /// Why it may not remove messages from a queue, null when it may or nobody knows.
    public @Nullable String mayNotPurge(String vhost, String queue) {
        return mayNot(vhost, queue, "read", Permission::read);
    }

    /// Why it may not delete a queue, null when it may or nobody knows.
    public @Nullable String mayNotDelete(String vhost, String queue) {
        return mayNot(vhost, queue, "configure", Permission::configure);
    }

    /// What may still stand in the way of what is not known to be refused.
    public @Nullable String doubt() {
        return permissions == null
                ? "The account " + name + " may not read its own permissions: the broker decides when it is tried."
                : null;
    }

    private @Nullable String mayNot(String vhost, String queue, String right, Function<Permission, String> pattern) {
        @Nullable String looks = looksOnly();
        if (looks != null || permissions == null) {
            return looks;
        }
        @Nullable Permission permission = permissions.get(vhost);
        if (permission == null || !matches(pattern.apply(permission), queue)) {
            return "The account " + name + " of SLUICE_AMQP_MANAGEMENT_URL has no " + right + " permission for it;"
                    + " rabbitmqctl set_permissions -p " + vhost + " " + name + " … grants it.";
        }
        return null;
    }

    private static boolean matches(String pattern, String name) {
        try {
            return !pattern.isEmpty() && Pattern.compile(pattern).matcher(name).find();
        } catch (PatternSyntaxException e) {
            // the broker knows other patterns than Java: it decides
            return true;
        }
    }
}
