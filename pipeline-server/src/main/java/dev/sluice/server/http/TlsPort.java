package dev.sluice.server.http;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.Problem;
import dev.sluice.model.json.Json;
import dev.sluice.server.tls.ServerIdentity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.DetectorConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/// What a port that speaks TLS is made of: TLS 1.2 and 1.3, HTTP inside, and a word to those who come without TLS.
final class TlsPort {
    private TlsPort() {}

    static ConnectionFactory[] factories(ServerIdentity identity, HttpConfiguration protocol) {
        // Any name the client connects by will do: whether it fits the certificate is the client's to check.
        protocol.addCustomizer(new SecureRequestCustomizer(false));
        SslContextFactory.Server context = new SslContextFactory.Server();
        String password = UUID.randomUUID().toString();
        context.setKeyStore(identity.keyStore(password));
        context.setKeyStorePassword(password);
        context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        context.setSniRequired(false);
        HttpConnectionFactory http = new HttpConnectionFactory(protocol);
        SslConnectionFactory tls = new SslConnectionFactory(context, http.getProtocol());
        return new ConnectionFactory[] {new PlainRefusal(tls), tls, http};
    }

    /// Takes those who speak TLS to it, and refuses the others aloud.
    private static final class PlainRefusal extends DetectorConnectionFactory {
        PlainRefusal(SslConnectionFactory tls) {
            super(tls);
        }

        /// Only the first bytes were looked at, and nothing of them is kept: a token may be in what follows.
        @Override
        protected void nextProtocol(Connector connector, EndPoint caller, ByteBuffer first) {
            String requestId = RequestIds.next();
            byte[] body = Json.bytes(Problem.of(
                    ErrorCode.TLS_REQUIRED,
                    "This port speaks TLS; use an address that begins with https://.",
                    requestId));
            String head = "HTTP/1.1 400 Bad Request\r\nContent-Type: application/problem+json\r\nContent-Length: "
                    + body.length + "\r\nX-Request-Id: " + requestId + "\r\nConnection: close\r\n\r\n";
            // closed with something unread it would be reset, and the answer lost: whoever reads it has a second
            caller.setIdleTimeout(1_000);
            caller.write(
                    Callback.from(caller::shutdownOutput, caller::close),
                    BufferUtil.toBuffer(head.getBytes(StandardCharsets.US_ASCII)),
                    BufferUtil.toBuffer(body));
        }
    }
}
