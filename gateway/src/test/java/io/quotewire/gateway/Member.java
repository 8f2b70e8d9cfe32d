package io.quotewire.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One of a {@link Herd}: a client that follows the trades and the quotes of a {@link BusyGateway}, and comes back to where
 * it was.
 *
 * <p><b>Threads:</b> the test's.
 */
final class Member {
    private static final byte[] PONG = Peer.frame(0x8a, "");

    /** Room for what one does not read that was told not to before it connected. */
    private static final int DEAF_BYTES = 16 << 10;

    private static final int HEAD_END = 0x0d0a0d0a;

    private final InetSocketAddress gateway;
    private final MemberRule rule = new MemberRule();
    private ByteBuffer in = ByteBuffer.allocate(1 << 10);
    private @Nullable SocketChannel socket;
    private @Nullable SelectionKey key;
    private boolean upgraded;
    private boolean deaf;
    private int cuts;

    Member(InetSocketAddress gateway) {
        this.gateway = gateway;
    }

    /** What it makes of what it reads. */
    MemberRule rule() {
        return rule;
    }

    /** How often the other end has ended a connection. */
    int cuts() {
        return cuts;
    }

    /** From an address of its own choice. */
    void connect(Selector selector, String from) throws IOException {
        SocketChannel opened = SocketChannel.open();
        opened.configureBlocking(false);
        opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
        if (deaf) {
            opened.setOption(StandardSocketOptions.SO_RCVBUF, DEAF_BYTES);
        }
        opened.bind(new InetSocketAddress(from, 0));
        opened.connect(gateway);
        socket = opened;
        key = opened.register(selector, SelectionKey.OP_CONNECT, this);
        upgraded = false;
        in.clear();
    }

    /** As after a crash: whatever was on its way is lost. */
    void reset() throws IOException {
        if (socket != null) {
            socket.setOption(StandardSocketOptions.SO_LINGER, 0);
            socket.close();
            socket = null;
        }
    }

    /** Reads nothing more once it has begun to follow. */
    void fallDeaf() {
        deaf = true;
    }

    /** Reads all that has come meanwhile, and what comes. */
    void listen() {
        deaf = false;
        if (key != null && key.isValid()) {
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    /** Something can be done. */
    void turn(SelectionKey ready) throws IOException {
        SocketChannel channel = (SocketChannel) ready.channel();
        try {
            if (ready.isConnectable()) {
                channel.finishConnect();
                greet(channel);
                ready.interestOps(SelectionKey.OP_READ);
            } else if (channel.read(in) < 0) {
                cut();
            } else {
                in.flip();
                take(channel);
                makeRoom();
                if (deaf && rule.last() >= 0) {
                    ready.interestOps(0);
                }
            }
        } catch (IOException e) {
            cut();
        }
    }

    private void cut() throws IOException {
        cuts++;
        reset();
    }

    /** The handshake, and right behind it what it wants. */
    private void greet(SocketChannel channel) throws IOException {
        String host = gateway.getAddress().getHostAddress() + ":" + gateway.getPort();
        byte[] handshake = Peer.handshake().replace("HOST", host).getBytes(StandardCharsets.US_ASCII);
        byte[] order = Peer.frame(0x81, rule.order());
        byte[] both = Arrays.copyOf(handshake, handshake.length + order.length);
        System.arraycopy(order, 0, both, handshake.length, order.length);
        write(channel, both);
    }

    /** So little that there is always room for it. */
    private static void write(SocketChannel channel, byte[] bytes) throws IOException {
        if (channel.write(ByteBuffer.wrap(bytes)) < bytes.length) {
            throw new IOException("no room for " + bytes.length + " bytes");
        }
    }

    private void take(SocketChannel channel) throws IOException {
        if (!upgraded && !readHead()) {
            return;
        }
        int at = in.position();
        while (readFrame(channel)) {
            at = in.position();
        }
        in.position(at);
    }

    private boolean readHead() throws IOException {
        for (int end = 0; end + Integer.BYTES <= in.limit(); end++) {
            if (in.getInt(end) == HEAD_END) {
                String head = new String(in.array(), 0, end, StandardCharsets.US_ASCII);
                if (!head.startsWith("HTTP/1.1 101 ")) {
                    throw new IOException(head);
                }
                in.position(end + Integer.BYTES);
                upgraded = true;
                return true;
            }
        }
        return false;
    }

    /** False where it is not whole. */
    private boolean readFrame(SocketChannel channel) throws IOException {
        if (in.remaining() < 2) {
            return false;
        }
        int opcode = in.get() & 0x0f;
        long length = in.get();
        int more = length == 126 ? Short.BYTES : length == 127 ? Long.BYTES : 0;
        if (in.remaining() < more) {
            return false;
        }
        if (more > 0) {
            length = more == Short.BYTES ? in.getShort() & 0xffff : in.getLong();
        }
        if (in.remaining() < length) {
            return false;
        }
        int start = in.position();
        in.position(start + Math.toIntExact(length));
        if (opcode == 9) {
            write(channel, PONG);
        } else if (opcode == 1) {
            rule.take(new String(in.array(), start, (int) length, StandardCharsets.US_ASCII));
        }
        return true;
    }

    private void makeRoom() {
        if (in.remaining() == in.capacity()) {
            ByteBuffer larger = ByteBuffer.allocate(in.capacity() * 2);
            larger.put(in);
            in = larger;
        } else {
            in.compact();
        }
    }
}
