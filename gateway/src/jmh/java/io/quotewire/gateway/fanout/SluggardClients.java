package io.quotewire.gateway.fanout;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Many clients of {@link FanoutBenchmark} that read all there is, nothing, or little, beside the load client that measures.
 * Who is cut comes back after a second.
 *
 * <pre>
 * java -cp gateway/target/test-classes io.quotewire.gateway.fanout.SluggardClients \
 *     WS_PORT CLIENTS BYTES_A_SECOND COMMAND
 * </pre>
 *
 * <p>{@code BYTES_A_SECOND} is how much each reads: -1 for all, 0 for nothing behind the handshake. {@code COMMAND} is what it
 * says first, such as {@code S000,001}. Prints {@code up} once all have shaken hands. Their receive buffers are as small as the
 * kernel makes them, but those of clients that read all.
 */
public final class SluggardClients {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int AT_ONCE = 64;
    private static final int SLICES = 10;

    private final InetSocketAddress server;
    private final int count;
    private final int bytesPerSecond;
    private final String command;
    private final Selector selector = Selector.open();
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(1 << 16);
    private final List<Sluggard> reading = new ArrayList<>();
    private final Queue<Comeback> comebacks = new ArrayDeque<>();
    private int opening;
    private int opened;
    private int slice;

    private SluggardClients(String[] args) throws IOException {
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
        count = Integer.parseInt(args[1]);
        bytesPerSecond = Integer.parseInt(args[2]);
        command = args[3];
    }

    /** One that was cut, and when it may connect again. */
    private record Comeback(int number, long atNs) {}

    /** One connection. */
    private final class Sluggard {
        private final int number;
        private final SocketChannel socket;
        private boolean open;

        private Sluggard(int number) throws IOException {
            this.number = number;
            socket = SocketChannel.open();
            socket.configureBlocking(false);
            if (bytesPerSecond >= 0) {
                socket.setOption(StandardSocketOptions.SO_RCVBUF, 1);
            }
            byte[] own = {127, 0, 1, (byte) (1 + number % 16)}; // One address has not ports enough.
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(own), 0));
            socket.connect(server);
            socket.register(selector, SelectionKey.OP_CONNECT, this);
        }

        private void connected(SelectionKey key) throws IOException {
            socket.finishConnect();
            say("""
                    GET /ws HTTP/1.1\r
                    Host: 127.0.0.1\r
                    Upgrade: websocket\r
                    Connection: Upgrade\r
                    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                    Sec-WebSocket-Version: 13\r
                    \r
                    """);
            key.interestOps(SelectionKey.OP_READ);
        }

        /** The answer to the handshake, which is short and comes alone; then what the client reads at its pace. */
        private void readable(SelectionKey key) throws IOException {
            boolean ended = read(bytes.capacity()) < 0;
            if (!open && !ended) {
                open = true;
                opening--;
                opened++;
                say(frame(command));
                if (bytesPerSecond >= 0) {
                    key.interestOps(0);
                    reading.add(this);
                }
            }
            if (ended) {
                throw new IOException("cut");
            }
        }

        private int read(int most) throws IOException {
            bytes.clear().limit(most);
            return socket.read(bytes);
        }

        private void say(String text) throws IOException {
            socket.write(ByteBuffer.wrap(text.getBytes(ISO_8859_1)));
        }

        private void ended() throws IOException {
            socket.close();
            if (!open) {
                opening--;
            }
            reading.remove(this);
            comebacks.add(new Comeback(number, System.nanoTime() + SECOND_NS));
        }
    }

    /** Runs until it is stopped. */
    public static void main(String[] args) throws IOException {
        new SluggardClients(args).run();
    }

    private void run() throws IOException {
        int started = 0;
        boolean told = false;
        long sliceNs = System.nanoTime();
        while (true) {
            while (started < count && opening < AT_ONCE) {
                open(started++);
            }
            comeBack();
            select();
            if (!told && opened >= count) {
                System.out.println("up");
                told = true;
            }
            if (System.nanoTime() >= sliceNs) {
                sliceNs += SECOND_NS / SLICES;
                readSlice();
            }
        }
    }

    private void open(int number) throws IOException {
        opening++;
        new Sluggard(number);
    }

    private void comeBack() throws IOException {
        while (!comebacks.isEmpty() && opening < AT_ONCE && comebacks.element().atNs <= System.nanoTime()) {
            open(comebacks.remove().number);
        }
    }

    private void select() throws IOException {
        selector.select(10);
        for (SelectionKey key : selector.selectedKeys()) {
            Sluggard sluggard = (Sluggard) key.attachment();
            try {
                if (key.isConnectable()) {
                    sluggard.connected(key);
                } else if (key.isReadable()) {
                    sluggard.readable(key);
                }
            } catch (IOException e) {
                sluggard.ended();
            }
        }
        selector.selectedKeys().clear();
    }

    /** A tenth of the clients each tenth of a second, so that each reads once a second. */
    private void readSlice() throws IOException {
        slice = (slice + 1) % SLICES;
        for (int i = reading.size() - 1; i >= 0; i--) {
            Sluggard sluggard = reading.get(i);
            if (sluggard.number % SLICES == slice && isOver(sluggard)) {
                sluggard.ended();
            }
        }
    }

    /** One that reads nothing learns that it was cut when it says something. */
    private boolean isOver(Sluggard sluggard) {
        try {
            if (bytesPerSecond == 0) {
                sluggard.say(frame("p"));
                return false;
            }
            return sluggard.read(bytesPerSecond) < 0;
        } catch (IOException e) {
            return true;
        }
    }

    /** A masked text frame, of the mask that changes nothing. */
    private static String frame(String text) {
        return "\u0081" + (char) (0x80 | text.length()) + "\0\0\0\0" + text;
    }
}
