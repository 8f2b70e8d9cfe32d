package io.quotewire.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.Members;
import io.quotewire.gateway.Peer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Requests as bytes, over a connection each. */
final class Raw {
    private static final int WAIT_MS = 8_000;

    private Raw() {}

    static Peer connect(Members members) throws IOException {
        return new Peer("127.0.0.1", members.gateway().port()).waiting(WAIT_MS);
    }

    /** All that comes of a request with these headers, whose host is right, before the connection ends. */
    static String ask(Members members, String line, String... headers) throws IOException {
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return send(members, line + " HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n" + more + "\r\n");
    }

    /** All that comes of these bytes. */
    static String send(Members members, String bytes) throws IOException {
        try (Peer peer = connect(members)) {
            return peer.send(bytes).readAll();
        }
    }

    /** The same from another address of this machine. */
    static String sendFrom(String address, Members members, String bytes) throws IOException {
        int port = members.gateway().port();
        try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port, InetAddress.ofLiteral(address), 0)) {
            socket.setSoTimeout(WAIT_MS);
            socket.getOutputStream()
                    .write(bytes.replace("HOST", "127.0.0.1:" + port).getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** A connection that has shaken hands with these headers; its welcome has been read. */
    static Peer upgraded(Members members, String... headers) throws IOException {
        Peer peer = connect(members).send(Peer.handshake(headers));
        assertThat(peer.readHead()).startsWith("HTTP/1.1 101 ");
        assertThat(peer.next()).contains("welcome");
        return peer;
    }

    /** The head of the answer to a handshake with these headers. */
    static String handshake(Members members, String... headers) throws IOException {
        try (Peer peer = connect(members).send(Peer.handshake(headers))) {
            return peer.readHead();
        }
    }

    /** The gateway's own address, as a page's origin. */
    static String origin(Members members) {
        return "http://127.0.0.1:" + members.gateway().port();
    }

    static String bearer(String token) {
        return "Authorization: Bearer " + token;
    }
}
