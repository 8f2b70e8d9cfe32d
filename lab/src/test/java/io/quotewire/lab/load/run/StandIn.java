package io.quotewire.lab.load.run;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;

/**
 * A WebSocket server that says what a test wants, so that a load test can be put to the test.
 *
 * <p><b>Threads:</b> one for each connection, on which the script is called.
 */
final class StandIn implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final IntPredicate admits;
    private final Script script;

    /** What it says to whom. */
    @FunctionalInterface
    interface Script {
        /** One connection, to its end; by its path. */
        void play(String path, Talk talk) throws IOException;
    }

    /** One connection whose handshake has been answered. */
    static final class Talk {
        private final DataInputStream in;
        private final OutputStream out;

        private Talk(DataInputStream in, OutputStream out) {
            this.in = in;
            this.out = out;
        }

        /** The client's next message. */
        String hear() throws IOException {
            int first = in.readUnsignedByte();
            int length = in.readUnsignedByte() & 0x7f;
            length = length == 126 ? in.readUnsignedShort() : length;
            byte[] mask = in.readNBytes(4);
            byte[] bytes = in.readNBytes(length);
            if ((first & 0x0f) == 8) {
                throw new IOException("the client takes leave");
            }
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] ^= mask[i % 4];
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }

        /** Any thread. */
        synchronized void say(String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            frame.write(0x81);
            if (bytes.length < 126) {
                frame.write(bytes.length);
            } else {
                frame.write(126);
                frame.write(bytes.length >> 8);
                frame.write(bytes.length);
            }
            frame.writeBytes(bytes);
            out.write(frame.toByteArray());
        }
    }

    StandIn(Script script) throws IOException {
        this(number -> true, script);
    }

    /** @param admits whose handshake is answered, by how many came before; the others wait for ever */
    StandIn(IntPredicate admits, Script script) throws IOException {
        this.admits = admits;
        this.script = script;
        Thread.ofVirtual().start(this::accept);
    }

    /** Its address with a path. */
    String url(String path) {
        return "ws://127.0.0.1:" + door.getLocalPort() + path;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket socket = door.accept();
                sockets.add(socket);
                if (admits.test(connections.getAndIncrement())) {
                    Thread.ofVirtual().start(() -> serve(socket));
                }
            } catch (IOException e) {
                return; // It is closed.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.readUnsignedByte());
            }
            OutputStream out = socket.getOutputStream();
            if (head.indexOf("Sec-WebSocket-Key") < 0) {
                out.write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                return;
            }
            out.write(answer(head.toString()));
            script.play(head.substring(4, head.indexOf(" HTTP/")), new Talk(in, out));
        } catch (IOException e) {
            return; // The client has gone, or the script is over.
        } finally {
            sockets.remove(socket);
        }
    }

    private static byte[] answer(String head) {
        String key = head.replaceAll("(?s).*Sec-WebSocket-Key: ([^\r]*)\r.*", "$1");
        try {
            byte[] sum = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            String accept = Base64.getEncoder().encodeToString(sum);
            return ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                            + accept + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
