package io.quotewire.app.command;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A gateway that does one message wrong: a way to a sound one, on which one frame of all that come back is left out, doubled
 * or changed.
 *
 * <p><b>Threads:</b> any; it has its own.
 */
final class TamperProxy implements AutoCloseable {
    /** Messages that it lets pass first, so that everybody has begun. */
    private static final int LET_PASS = 12;

    private final ServerSocket door = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger seen = new AtomicInteger();
    private final URI server;
    private final Predicate<String> chosen;
    private final Deed deed;

    /** What becomes of the chosen message: none, one or two in its place. */
    @FunctionalInterface
    interface Deed {
        List<String> instead(String message);
    }

    static final Deed NOTHING = List::of;
    static final Deed DROP = message -> List.of();
    static final Deed DOUBLE = message -> List.of(message, message);

    /** Another digit, so that it is still a message of the same length. */
    static final Deed ALTER = message -> List.of(altered(message, text -> {
        int digit = text.lastIndexOf('.') + 1;
        char other = text.charAt(digit) == '7' ? '3' : '7';
        return text.substring(0, digit) + other + text.substring(digit + 1);
    }));

    /** @param chosen of these messages one of the first few is done wrong */
    TamperProxy(URI server, Predicate<String> chosen, Deed deed) throws IOException {
        this.server = server;
        this.chosen = chosen;
        this.deed = deed;
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "ws://127.0.0.1:" + door.getLocalPort() + "/v1/ws";
    }

    /** Whether it has had its message. */
    boolean isDone() {
        return seen.get() >= LET_PASS;
    }

    private static String altered(String message, UnaryOperator<String> change) {
        String text = change.apply(message);
        if (text.equals(message)) {
            throw new IllegalStateException("nothing to change in " + message);
        }
        return text;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket near = door.accept();
                sockets.add(near);
                Thread.ofVirtual().start(() -> join(near));
            } catch (IOException e) {
                return; // It is closed.
            }
        }
    }

    private void join(Socket near) {
        try {
            Socket far = new Socket(server.getHost(), server.getPort());
            sockets.add(far);
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            Thread.ofVirtual().start(() -> carry(near, far));
            bring(far, near);
        } catch (IOException e) {
            return; // One of them has gone.
        }
    }

    /** What the client says: to the gateway, which does not listen to what was meant for another address. */
    private void carry(Socket from, Socket to) {
        try (from;
                to) {
            DataInputStream in = new DataInputStream(from.getInputStream());
            String head = head(in).replaceFirst("Host: [^\r]*", "Host: " + server.getAuthority());
            to.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            in.transferTo(to.getOutputStream());
        } catch (IOException e) {
            return; // One of them has gone.
        }
    }

    /** What the server says: the head of its answer as it is, then frame by frame; what is no WebSocket as it is. */
    private void bring(Socket from, Socket to) {
        try (from;
                to) {
            DataInputStream in = new DataInputStream(from.getInputStream());
            OutputStream out = to.getOutputStream();
            String head = head(in);
            out.write(head.getBytes(StandardCharsets.ISO_8859_1));
            if (head.startsWith("HTTP/1.1 101")) {
                frames(in, out);
            } else {
                in.transferTo(out);
            }
        } catch (IOException e) {
            return; // One of them has gone.
        }
    }

    private static String head(DataInputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    private void frames(DataInputStream in, OutputStream out) throws IOException {
        while (true) {
            int first = in.readUnsignedByte();
            byte[] bytes = body(in);
            String text = new String(bytes, StandardCharsets.UTF_8);
            if (first == 0x81 && chosen.test(text) && seen.incrementAndGet() == LET_PASS) {
                for (String instead : deed.instead(text)) {
                    out.write(frame(first, instead.getBytes(StandardCharsets.UTF_8)));
                }
            } else {
                out.write(frame(first, bytes));
            }
        }
    }

    private static byte[] body(DataInputStream in) throws IOException {
        int length = in.readUnsignedByte();
        long size = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
        return readAll(in, Math.toIntExact(size));
    }

    private static byte[] readAll(InputStream in, int size) throws IOException {
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new IOException("the server has gone");
        }
        return bytes;
    }

    private static byte[] frame(int first, byte[] body) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(body.length + 10);
        frame.write(first);
        if (body.length < 126) {
            frame.write(body.length);
        } else if (body.length < 1 << 16) {
            frame.write(126);
            frame.write(body.length >> 8);
            frame.write(body.length);
        } else {
            frame.writeBytes(new byte[] {127, 0, 0, 0, 0});
            for (int shift = 24; shift >= 0; shift -= 8) {
                frame.write(body.length >> shift);
            }
        }
        frame.writeBytes(body);
        return frame.toByteArray();
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
