package dev.sluice.console.command;

import dev.sluice.console.client.DistrustException;
import dev.sluice.console.client.ProblemException;
import dev.sluice.console.client.ServerAddress;
import dev.sluice.console.client.ServerTrust;
import dev.sluice.console.client.ShownCertificate;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.client.TrustedServers;
import dev.sluice.console.command.CommandMain.Surroundings;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./sluice trust`: vouches for a server's certificate, which no authority known here does, or takes that back. The
/// console and the command line of the same home share what is trusted.
@Command(
        name = "trust",
        mixinStandardHelpOptions = true,
        description =
                "Shows which servers are trusted by their certificate; with a URL, the certificate of that server;"
                        + " with the fingerprint too (./sluice fingerprint on its machine), trusts it.",
        exitCodeListHeading = ExitCode.HELP_HEADING,
        exitCodeList = {
            "0:done",
            "1:the certificate is not trusted",
            "2:wrong arguments",
            "3:the server cannot be reached, or shows another certificate than the one known"
        })
final class TrustCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(arity = "0..1", paramLabel = "URL", description = "such as https://sluice.example.org:8480")
    @Nullable
    String url;

    @Option(names = "--fingerprint", paramLabel = "SHA256", description = "what the certificate must have")
    @Nullable
    String fingerprint;

    @Option(names = "--forget", description = "trusts the server's certificate no longer")
    boolean forget;

    TrustCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerTrust trust = ServerTrust.of(KeptLogin.home(surroundings), surroundings.environment());
        TrustedServers servers = trust.servers();
        if (url == null) {
            return list(servers.all());
        }
        ServerAddress server = ServerAddress.of(url.contains("://") ? url : "https://" + url, "")
                .known(trust);
        if (!"https".equalsIgnoreCase(server.url().getScheme())) {
            throw new IllegalArgumentException("Only a server that speaks TLS has a certificate: https://…");
        }
        if (forget) {
            boolean known = servers.forget(server.url());
            say((known ? "Forgot the certificate of " : "No certificate was trusted for ") + server + ".");
            return ExitCode.OK;
        }
        return look(server, servers);
    }

    private int list(List<TrustedServers.Trusted> servers) {
        if (servers.isEmpty()) {
            say("No server is trusted by its certificate alone.");
        }
        servers.forEach(each -> say(each.server() + "  " + each.fingerprint() + "  since " + each.since()));
        return ExitCode.OK;
    }

    private int look(ServerAddress server, TrustedServers servers) throws IOException, InterruptedException {
        try (SluiceClient client = new SluiceClient(server)) {
            client.people().session();
        } catch (DistrustException why) {
            return answer(server, servers, why);
        } catch (ProblemException spoken) {
            // it asks for a token, so the handshake was well
        }
        say(server + " is trusted already.");
        return ExitCode.OK;
    }

    private int answer(ServerAddress server, TrustedServers servers, DistrustException why) throws IOException {
        if (why.kind() != DistrustException.Kind.UNKNOWN) {
            throw why;
        }
        ShownCertificate shown = why.certificate();
        if (fingerprint == null) {
            say("The certificate of " + server + ", which nobody known here vouches for:");
            say("  fingerprint  " + shown.fingerprint());
            say("  made for     " + String.join(", ", shown.names()));
            say("  signed by    " + shown.issuer());
            say("  valid        " + shown.validFrom() + " to " + shown.validUntil());
            say("Compare it with ./sluice fingerprint on the server's machine, then: ./sluice trust " + server
                    + " --fingerprint " + shown.fingerprint());
            return ExitCode.REJECTED;
        }
        String wanted = ShownCertificate.readFingerprint(fingerprint)
                .orElseThrow(() -> new IllegalArgumentException(
                        "The fingerprint is the SHA-256 of a certificate, 64 hexadecimal digits."));
        if (!wanted.equals(shown.fingerprint())) {
            surroundings
                    .err()
                    .println(server + " shows a certificate with another fingerprint, " + shown.fingerprint()
                            + ": it is not trusted. Somebody may stand between; tell who runs the server.");
            return ExitCode.REJECTED;
        }
        servers.trust(server.url(), wanted);
        say("Trusts " + server + " by its certificate, until it changes.");
        return ExitCode.OK;
    }

    private void say(String line) {
        surroundings.out().println(line);
    }
}
