package dev.sluice.server.bench;

import dev.sluice.model.event.Event;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;

/// Events of the shape of a code host's webhooks: pushes, pull requests and issues, about 2 to 12 KB each, nested,
/// with many addresses and flags.
final class WebhookText {
    private static final String[] KINDS = {"push", "pull_request.opened", "pull_request.closed", "issues.opened"};
    private static final int REPOSITORIES = 2_000;
    private static final int PEOPLE = 5_000;
    private static final String HEX = "0123456789abcdef";

    private final Words words;
    private final StringBuilder json = new StringBuilder(16 << 10);

    WebhookText(Words words) {
        this.words = words;
    }

    Event event(RandomGenerator random, String id, Instant time) {
        double rank = random.nextDouble();
        int repository = (int) (REPOSITORIES * rank * rank * rank);
        String name = "team-" + repository % 97 + "/project-" + repository;
        String source = "https://code.example/" + name;
        String kind = KINDS[random.nextInt(KINDS.length)];
        String type = "com.example.code." + kind;
        String subject = name + "#" + random.nextInt(20_000);
        Instant whole = time.truncatedTo(ChronoUnit.SECONDS);
        json.setLength(0);
        json.append("{\"specversion\":\"1.0\",\"id\":\"").append(id);
        json.append("\",\"source\":\"").append(source);
        json.append("\",\"type\":\"").append(type);
        json.append("\",\"subject\":\"").append(subject);
        json.append("\",\"time\":\"").append(time);
        json.append("\",\"datacontenttype\":\"application/json\",\"data\":{\"action\":\"");
        json.append(kind.substring(kind.indexOf('.') + 1)).append("\",\"repository\":");
        repository(random, repository, name);
        json.append(",\"sender\":");
        person(random.nextInt(PEOPLE));
        switch (kind) {
            case "push" -> push(random, name, whole);
            case "issues.opened" -> discussion(random, "issue", name, whole);
            default -> discussion(random, "pull_request", name, whole);
        }
        json.append("}}");
        return new Event(source, id, type, subject, time, json.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void push(RandomGenerator random, String name, Instant time) {
        json.append(",\"ref\":\"refs/heads/").append(words.next(random)).append("\",\"before\":\"");
        hash(random);
        json.append("\",\"after\":\"");
        hash(random);
        json.append("\",\"created\":false,\"deleted\":false,\"forced\":")
                .append(random.nextInt(20) == 0)
                .append(",\"commits\":[");
        int commits = 1 + random.nextInt(6);
        for (int i = 0; i < commits; i++) {
            json.append(i == 0 ? "{\"id\":\"" : ",{\"id\":\"");
            hash(random);
            json.append("\",\"message\":\"");
            words.sentence(random, 5 + random.nextInt(40), json);
            json.append("\",\"timestamp\":\"").append(time.minusSeconds(60L * i));
            json.append("\",\"url\":\"https://code.example/").append(name).append("/commit/");
            hash(random);
            json.append("\",\"author\":");
            person(random.nextInt(PEOPLE));
            for (String change : new String[] {"added", "removed", "modified"}) {
                json.append(",\"").append(change).append("\":[");
                int files = random.nextInt(6);
                for (int file = 0; file < files; file++) {
                    json.append(file == 0 ? "\"src/" : ",\"src/");
                    json.append(words.next(random))
                            .append('/')
                            .append(words.next(random))
                            .append(".java\"");
                }
                json.append(']');
            }
            json.append('}');
        }
        json.append(']');
    }

    private void discussion(RandomGenerator random, String what, String name, Instant time) {
        int number = random.nextInt(20_000);
        json.append(",\"number\":").append(number).append(",\"").append(what).append("\":{\"id\":");
        json.append(random.nextInt(1_000_000_000)).append(",\"number\":").append(number);
        json.append(",\"title\":\"");
        words.sentence(random, 4 + random.nextInt(8), json);
        json.append("\",\"body\":\"");
        words.sentence(random, 30 + random.nextInt(300), json);
        json.append("\",\"state\":\"open\",\"locked\":false,\"draft\":").append(random.nextBoolean());
        json.append(",\"created_at\":\"").append(time).append("\",\"closed_at\":null,\"user\":");
        person(random.nextInt(PEOPLE));
        json.append(",\"labels\":[");
        int labels = random.nextInt(4);
        for (int i = 0; i < labels; i++) {
            json.append(i == 0 ? "{\"id\":" : ",{\"id\":").append(random.nextInt(500));
            json.append(",\"name\":\"").append(words.next(random)).append("\",\"color\":\"d73a4a\",\"default\":true}");
        }
        json.append("],\"assignees\":[");
        person(random.nextInt(PEOPLE));
        json.append("],\"comments\":").append(random.nextInt(30));
        json.append(",\"additions\":").append(random.nextInt(2_000));
        json.append(",\"deletions\":").append(random.nextInt(2_000));
        json.append(",\"head\":{\"ref\":\"").append(words.next(random)).append("\",\"sha\":\"");
        hash(random);
        json.append("\",\"repo\":");
        repository(random, number % REPOSITORIES, name);
        json.append("}}");
    }

    private void repository(RandomGenerator random, int id, String name) {
        String address = "https://api.code.example/repos/" + name;
        json.append("{\"id\":").append(100_000 + id).append(",\"full_name\":\"").append(name);
        json.append("\",\"private\":").append(id % 3 == 0).append(",\"fork\":false,\"default_branch\":\"main\"");
        for (String part :
                new String[] {"forks", "keys", "hooks", "events", "tags", "branches", "commits", "merges", "deployments"
                }) {
            json.append(",\"")
                    .append(part)
                    .append("_url\":\"")
                    .append(address)
                    .append('/')
                    .append(part)
                    .append('"');
        }
        json.append(",\"size\":").append(random.nextInt(100_000));
        json.append(",\"stargazers_count\":").append(id * 7 % 5_000);
        json.append(",\"language\":\"Java\",\"has_issues\":true,\"archived\":false,\"open_issues\":");
        json.append(random.nextInt(900)).append(",\"owner\":");
        person(id % PEOPLE);
        json.append('}');
    }

    private void person(int number) {
        String login = "person-" + number;
        json.append("{\"login\":\"").append(login).append("\",\"id\":").append(500_000 + number);
        for (String part : new String[] {"avatar", "followers", "repos", "events"}) {
            json.append(",\"")
                    .append(part)
                    .append("_url\":\"https://api.code.example/users/")
                    .append(login);
            json.append('/').append(part).append('"');
        }
        json.append(",\"type\":\"User\",\"site_admin\":false}");
    }

    private void hash(RandomGenerator random) {
        long bits = 0;
        for (int i = 0; i < 40; i++) {
            if (i % 16 == 0) {
                bits = random.nextLong();
            }
            json.append(HEX.charAt((int) (bits & 15)));
            bits >>>= 4;
        }
    }
}
