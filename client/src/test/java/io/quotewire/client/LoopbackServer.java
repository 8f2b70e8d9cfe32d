package io.quotewire.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * As much of a WebSocket server (RFC 6455) as a test of a client needs: on loopback, blocking, driven by the test's own
 * thread. Every wait has a deadline.
 */
final class LoopbackServer implements AutoCloseable {
    static final int DEADLINE_MS = 20_000;

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int FINAL = 0x80;

    private final ServerSocket listening;

    LoopbackServer() throws IOException {
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        listening.setSoTimeout(DEADLINE_MS);
    }

    URI uri() {
        return URI.create("ws://127.0.0.1:" + listening.getLocalPort() + "/v1/ws");
    }

    /** Waits for a client and shakes hands. */
    Peer accept() throws IOException {
        Socket socket = listening.accept();
        socket.setSoTimeout(DEADLINE_MS);
        Peer peer = new Peer(socket);
        peer.shakeHands();
        return peer;
    }

    /** Waits for a client and answers with an HTTP refusal. */
    void refuse(String statusAndHeaders) throws IOException {
        try (Socket socket = listening.accept()) {
            socket.setSoTimeout(DEADLINE_MS);
            readHead(new BufferedInputStream(socket.getInputStream()));
            socket.getOutputStream()
                    .write(("HTTP/1.1 " + statusAndHeaders + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("no handshake: " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /** One client. */
    static final class Peer implements AutoCloseable {
        private final Socket socket;
        private final DataInputStream in;
        private final OutputStream out;

        private Peer(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            this.out = socket.getOutputStream();
        }

        /** The next text message. A close is returned as {@code close 1000}, a pong as {@code pong …}. */
        String read() throws IOException {
            int opcode = in.readUnsignedByte() & 0x0F;
            int length = in.readUnsignedByte() & 0x7F; // A client's frames are masked, and commands are short.
            length = length == 126 ? in.readUnsignedShort() : length;
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes(length);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i % 4];
            }
            String text = new String(payload, StandardCharsets.UTF_8);
            return switch (opcode) {
                case TEXT -> text;
                case CLOSE ->
                    "close "
                            + (payload.length < 2
                                    ? 1005
                                    : ByteBuffer.wrap(payload).getShort() & 0xFFFF);
                case PONG -> "pong " + text;
                default -> throw new IOException("opcode " + opcode);
            };
        }

        void send(String text) throws IOException {
            frame(FINAL | TEXT, text.getBytes(StandardCharsets.UTF_8));
        }

        /** One message in as many frames as there are pieces. */
        void sendInPieces(String... pieces) throws IOException {
            for (int i = 0; i < pieces.length; i++) {
                int opcode = (i == 0 ? TEXT : 0) | (i == pieces.length - 1 ? FINAL : 0);
                frame(opcode, pieces[i].getBytes(StandardCharsets.UTF_8));
            }
        }

        void sendBinary(byte[] bytes) throws IOException {
            frame(FINAL | BINARY, bytes);
        }

        void ping(String text) throws IOException {
            frame(FINAL | PING, text.getBytes(StandardCharsets.UTF_8));
        }

        /** Says goodbye as a server does, and is gone. */
        void close(int code) throws IOException {
            frame(FINAL | CLOSE, ByteBuffer.allocate(2).putShort((short) code).array());
            socket.close();
        }

        /** Is gone without a word. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }

        private void frame(int first, byte[] payload) throws IOException {
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            frame.write(first);
            if (payload.length < 126) {
                frame.write(payload.length);
            } else if (payload.length < 1 << 16) {
                frame.write(126);
                frame.writeBytes(
                        ByteBuffer.allocate(2).putShort((short) payload.length).array());
            } else {
                frame.write(127);
                frame.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
            }
            frame.writeBytes(payload);
            out.write(frame.toByteArray());
        }

        private void shakeHands() throws IOException {
            String head = readHead(in);
            String key = head.lines()
                    .filter(line -> line.regionMatches(true, 0, "Sec-WebSocket-Key:", 0, 18))
                    .findFirst()
                    .orElseThrow()
                    .substring(18)
                    .strip();
            out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + answer(key) + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        }

        private static String answer(String key) {
            try {
                byte[] hash =
                        MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
                return Base64.getEncoder().encodeToString(hash);
            } catch (NoSuchAlgorithmException e) {
                throw new UncheckedIOException(new IOException(e));
            }
        }
    }
}
