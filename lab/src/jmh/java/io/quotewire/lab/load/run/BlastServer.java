package io.quotewire.lab.load.run;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Speaks as much of the native protocol as one quote needs, and says it as fast as its followers take it: frames that are made
 * once and sent to everybody, with numbers that go on, so that a checker has nothing to find.
 *
 * <p><b>Threads:</b> one that greets and one that sends.
 */
final class BlastServer {
    private static final int BATCH = 512;
    private static final int SHORTEST_ORDER = 40;
    private static final long FIRST_SEQ = 1_000_000_000_000_000L;
    private static final String DATA =
            "\"source\":\"okx\",\"status\":\"live\",\"data\":{\"bid\":\"97110.1\",\"bid_size\":\"0.42000000\","
                    + "\"ask\":\"97110.2\",\"ask_size\":\"1.08000000\"}}";

    private final ConcurrentLinkedQueue<SocketChannel> joining = new ConcurrentLinkedQueue<>();
    private final List<SocketChannel> followers = new ArrayList<>();
    private long seq = FIRST_SEQ;
    private long lastUs = nowUs();

    private BlastServer() {}

    /** The port to listen at is the only argument. */
    public static void main(String[] args) throws IOException {
        BlastServer server = new BlastServer();
        try (var door = ServerSocketChannel.open()) {
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])), 1_024);
            Thread.ofPlatform().daemon().start(server::blast);
            System.err.println("blasting");
            while (true) {
                SocketChannel channel = door.accept();
                Thread.ofVirtual().start(() -> server.greet(channel));
            }
        }
    }

    /** Anything but a follower, such as a question for the time, is left to itself. */
    private void greet(SocketChannel channel) {
        try {
            InputStream in = channel.socket().getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.read());
            }
            if (head.indexOf("/v1/ws") < 0) {
                channel.close();
                return;
            }
            write(channel, answer(key(head.toString())));
            int first = in.read();
            int length = in.read() & 0x7f;
            if (first < 0 || length < SHORTEST_ORDER) {
                channel.close();
                return;
            }
            write(
                    channel,
                    frame("{\"op\":\"subscribed\",\"id\":1,\"topics\":[{\"topic\":\"quote:okx:BTC-USDT\",\"ok\":true,"
                            + "\"rate_ms\":0,\"recovered\":\"snapshot\",\"why\":\"first\"}]}"));
            joining.add(channel);
        } catch (IOException e) {
            close(channel);
        }
    }

    private void blast() {
        ByteBuffer batch = ByteBuffer.allocateDirect(1 << 20);
        while (true) {
            for (SocketChannel next = joining.poll(); next != null; next = joining.poll()) {
                join(next);
            }
            fill(batch);
            for (Iterator<SocketChannel> all = followers.iterator(); all.hasNext(); ) {
                SocketChannel each = all.next();
                batch.rewind();
                try {
                    while (batch.hasRemaining()) {
                        each.write(batch);
                    }
                } catch (IOException e) {
                    close(each);
                    all.remove();
                }
            }
            if (followers.isEmpty()) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    private void join(SocketChannel channel) {
        try {
            write(channel, frame(text("snapshot", seq, lastUs)));
            followers.add(channel);
        } catch (IOException e) {
            close(channel);
        }
    }

    private void fill(ByteBuffer batch) {
        batch.clear();
        for (int i = 0; i < BATCH; i++) {
            lastUs = nowUs();
            batch.put(frame(text("update", ++seq, lastUs)));
        }
        batch.flip();
    }

    private static long nowUs() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    }

    private static String text(String type, long seq, long us) {
        return "{\"type\":\"" + type + "\",\"topic\":\"quote:okx:BTC-USDT\",\"epoch\":\"m3q0jrnk\",\"seq\":" + seq
                + ",\"ts\":" + us + ",\"recv\":" + us + "," + DATA;
    }

    private static byte[] frame(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(bytes.length + 4)
                .put((byte) 0x81)
                .put((byte) 126)
                .putShort((short) bytes.length)
                .put(bytes)
                .array();
    }

    private static void write(SocketChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static String key(String head) {
        return head.replaceAll("(?s).*Sec-WebSocket-Key: ([^\r]*)\r.*", "$1");
    }

    private static byte[] answer(String key) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            return ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                            + Base64.getEncoder().encodeToString(sum) + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            return; // It has gone all the same.
        }
    }
}
