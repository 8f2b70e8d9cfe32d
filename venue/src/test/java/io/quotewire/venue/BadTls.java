package io.quotewire.venue;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The ways in which the other end's TLS may be wrong, each as a server's side and what a feed is to trust. */
enum BadTls {
    SELF_SIGNED("the certificate is not trusted"),
    EXPIRED("the certificate has expired"),
    NOT_YET_VALID("the certificate is not valid yet"),
    WRONG_HOST("the certificate is for another host");

    /** How the reason for the refusal begins. */
    final String reason;

    BadTls(String reason) {
        this.reason = reason;
    }

    /** The server's side; writes what is to be trusted, the authority, to {@code pem}. */
    SslContext server(Path pem) throws Exception {
        X509Bundle authority = new CertificateBuilder()
                .subject("CN=authority")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        Files.writeString(pem, authority.getCertificatePEM());
        Instant now = Instant.now();
        CertificateBuilder leaf = new CertificateBuilder()
                .subject("CN=venue")
                .addSanDnsName(this == WRONG_HOST ? "elsewhere.test" : "localhost")
                .notBefore(this == NOT_YET_VALID ? now.plus(Duration.ofDays(1)) : now.minus(Duration.ofDays(9)))
                .notAfter(this == EXPIRED ? now.minus(Duration.ofDays(1)) : now.plus(Duration.ofDays(9)));
        X509Bundle bundle = this == SELF_SIGNED
                ? leaf.setIsCertificateAuthority(true).buildSelfSigned()
                : leaf.buildIssuedBy(authority);
        return SslContextBuilder.forServer(bundle.toKeyManagerFactory()).build();
    }

    /** A server that answers every hello by TLS 1.1 and nothing else, as machines do that nobody looks after. */
    static final class Ancient implements AutoCloseable {
        /** A ServerHello of TLS 1.1: no session, a cipher that is offered, no compression. */
        private static final byte[] HELLO = new byte[5 + 4 + 38];

        static {
            byte[] head = {22, 3, 2, 0, 42, 2, 0, 0, 38, 3, 2};
            System.arraycopy(head, 0, HELLO, 0, head.length);
            HELLO[HELLO.length - 3] = (byte) 0xC0;
            HELLO[HELLO.length - 2] = 0x2F;
        }

        private final ServerSocket server;
        private final Thread thread;
        private @Nullable Socket open;

        Ancient() throws IOException {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            thread = Thread.ofVirtual().start(this::serve);
        }

        int port() {
            return server.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            server.close();
            if (open != null) {
                open.close();
            }
            thread.interrupt();
        }

        private void serve() {
            try {
                while (!server.isClosed()) {
                    Socket socket = server.accept();
                    open = socket;
                    InputStream in = socket.getInputStream();
                    if (in.read() == 22) {
                        socket.getOutputStream().write(HELLO);
                        socket.getOutputStream().flush();
                    }
                }
            } catch (IOException e) {
                return; // Closed by the test, or the client has gone: both end it.
            }
        }
    }
}
