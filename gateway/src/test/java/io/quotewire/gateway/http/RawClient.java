package io.quotewire.gateway.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** Sends bytes as they are and reads what comes back. Every wait ends after ten seconds with a failure. */
final class RawClient implements AutoCloseable {
    private static final int WAIT_MS = 10_000;

    private final Socket socket;
    private final ByteArrayOutputStream unread = new ByteArrayOutputStream();

    RawClient(InetSocketAddress address) throws IOException {
        this(address, "127.0.0.1");
    }

    /** @param from the loopback address that the server sees */
    RawClient(InetSocketAddress address, String from) throws IOException {
        socket = new Socket(address.getAddress(), address.getPort(), InetAddress.ofLiteral(from), 0);
        socket.setSoTimeout(WAIT_MS);
    }

    RawClient send(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** Everything until the server closes. */
    String readAll() throws IOException {
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                unread.write(buffer, 0, read);
            }
        } catch (SocketException reset) {
            unread.writeBytes("<reset>".getBytes(StandardCharsets.ISO_8859_1));
        }
        String all = unread.toString(StandardCharsets.ISO_8859_1);
        unread.reset();
        return all;
    }

    /** So many bytes, or fewer where the stream ends. */
    String read(int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.ISO_8859_1);
    }

    /** Everything up to and including {@code end}, or to the end of the stream. */
    String readUntil(String end) throws IOException {
        InputStream in = socket.getInputStream();
        while (!unread.toString(StandardCharsets.ISO_8859_1).endsWith(end)) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            unread.write(next);
        }
        String all = unread.toString(StandardCharsets.ISO_8859_1);
        unread.reset();
        return all;
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
