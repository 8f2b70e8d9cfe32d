package io.quotewire.gateway;

import io.netty.buffer.ByteBufUtil;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Somebody at the other end of a connection who sends what it likes and sees what comes back. Every wait for a byte ends
 * after thirty seconds with a failure.
 */
public final class Peer implements AutoCloseable {
    private static final int WAIT_MS = 30_000;

    private final String host;
    private final Socket socket;
    private final DataInputStream in;

    public Peer(String address, int port) throws IOException {
        this(address, port, 0);
    }

    /** @param receiveBytes room for what it does not read, 0 for the system's choice */
    public Peer(String address, int port, int receiveBytes) throws IOException {
        this(address, connected(address, port, receiveBytes));
    }

    private Peer(String address, Socket connected) throws IOException {
        host = address + ":" + connected.getPort();
        socket = connected;
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    /** One that speaks TLS, in {@code protocol}, and trusts as {@code tls} says. */
    static Peer encrypted(SSLContext tls, String protocol, String address, int port, int receiveBytes)
            throws IOException {
        Socket plain = connected(address, port, receiveBytes);
        SSLSocket encrypted = (SSLSocket) tls.getSocketFactory().createSocket(plain, address, port, true);
        encrypted.setEnabledProtocols(new String[] {protocol});
        return new Peer(address, encrypted);
    }

    private static Socket connected(String address, int port, int receiveBytes) throws IOException {
        Socket socket = new Socket();
        if (receiveBytes > 0) {
            socket.setReceiveBufferSize(receiveBytes);
        }
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral(address), port), WAIT_MS);
        socket.setSoTimeout(WAIT_MS);
        socket.setTcpNoDelay(true);
        return socket;
    }

    /** Every wait for a byte ends after so long from now on. */
    public Peer waiting(int ms) throws IOException {
        socket.setSoTimeout(ms);
        return this;
    }

    /** Sends characters as bytes; {@code HOST} stands for the gateway's. */
    public Peer send(String text) throws IOException {
        return send(text.replace("HOST", host).getBytes(StandardCharsets.ISO_8859_1));
    }

    public Peer sendHex(String hex) throws IOException {
        return send(ByteBufUtil.decodeHexDump(hex.replace(" ", "")));
    }

    public Peer send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** One masked text frame. */
    public Peer sendText(String text) throws IOException {
        return send(frame(0x81, text));
    }

    /** A masked frame, whose mask is zero, so that it is read as it is written; at most 65,535 ASCII characters. */
    public static byte[] frame(int first, String text) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        if (text.length() < 126) {
            frame.write(0x80 | text.length());
        } else {
            frame.write(0xfe);
            frame.write(text.length() >> 8);
            frame.write(text.length());
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        return frame.toByteArray();
    }

    public static String handshake(String... more) {
        return handshakeAt("/v1/ws", more);
    }

    public static String handshakeAt(String target, String... more) {
        String lines = more.length == 0 ? "" : String.join("\r\n", more) + "\r\n";
        return "GET " + target + " HTTP/1.1\r\nHost: HOST\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + lines + "\r\n";
    }

    /** Shakes hands and reads the welcome. */
    public Peer upgraded() throws IOException {
        send(handshake());
        String head = readHead();
        if (!head.startsWith("HTTP/1.1 101 ") || !next().contains("welcome")) {
            throw new AssertionError("no welcome behind " + head);
        }
        return this;
    }

    /** Shakes hands at another address, where nobody says welcome. */
    public Peer upgradedAt(String target) throws IOException {
        send(handshakeAt(target));
        String head = readHead();
        if (!head.startsWith("HTTP/1.1 101 ")) {
            throw new AssertionError("no WebSocket behind " + head);
        }
        return this;
    }

    public String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    /** Everything up to and including {@code end}. */
    String readUntil(String end) throws IOException {
        StringBuilder all = new StringBuilder();
        while (all.indexOf(end) < 0) {
            all.append((char) in.readUnsignedByte());
        }
        return all.toString();
    }

    public byte[] read(int length) throws IOException {
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    /** The next frame: a text as it is, others as {@code #opcode}, a close as {@code #close CODE}. */
    public String next() throws IOException {
        int opcode = in.readUnsignedByte() & 0x0f;
        int length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = Math.toIntExact(in.readLong());
        }
        byte[] payload = read(length);
        return switch (opcode) {
            case 1 -> new String(payload, StandardCharsets.UTF_8);
            case 8 -> "#close " + (length < 2 ? "" : ((payload[0] & 0xff) << 8) | (payload[1] & 0xff));
            default -> "#" + opcode;
        };
    }

    /** Frames to the end of the stream, which is {@code #end}, or {@code #reset} where it was broken off. */
    public List<String> rest() {
        List<String> all = new ArrayList<>();
        try {
            while (true) {
                all.add(next());
            }
        } catch (EOFException _) {
            all.add("#end");
        } catch (SocketException _) {
            all.add("#reset");
        } catch (IOException e) {
            throw new AssertionError("after " + all.size() + " frames", e);
        }
        return all;
    }

    /** Everything to the end of the stream, as characters. */
    public String readAll() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            in.transferTo(all);
        } catch (SocketException reset) {
            all.writeBytes("<reset>".getBytes(StandardCharsets.ISO_8859_1));
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /** From now on the other end sees that nothing more comes. */
    public Peer endOutput() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Ends the connection at once and in both directions, as after a crash. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
