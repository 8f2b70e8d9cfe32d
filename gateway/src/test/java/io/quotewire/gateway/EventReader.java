package io.quotewire.gateway;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Reads an event stream line by line as the standard has it. Every wait ends after thirty seconds with a failure. */
public final class EventReader implements AutoCloseable {
    private static final int WAIT_MS = 30_000;

    private final Socket socket;
    private final InputStream in;
    private String lastEventId = "";

    /** Sends a request without reading anything. */
    public EventReader(InetSocketAddress address, String target, String... headers) throws IOException {
        this(address, "GET", 1, target, headers);
    }

    public EventReader(InetSocketAddress address, String method, int minor, String target, String... headers)
            throws IOException {
        socket = new Socket();
        socket.setReceiveBufferSize(64 << 10); // So that one that does not read is noticed soon.
        socket.connect(address);
        socket.setSoTimeout(WAIT_MS);
        in = new BufferedInputStream(socket.getInputStream());
        StringBuilder head = new StringBuilder(
                method + " " + target + " HTTP/1." + minor + "\r\nHost: 127.0.0.1:" + address.getPort());
        for (String header : headers) {
            head.append("\r\n").append(header);
        }
        send(head + "\r\n\r\n");
    }

    public void send(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Says that nothing more will be sent, and goes on reading. */
    public void halfClose() throws IOException {
        socket.shutdownOutput();
    }

    /** The head of the answer, with its last empty line. */
    public String head() throws IOException {
        StringBuilder head = new StringBuilder();
        for (String line = line(); !line.isEmpty(); line = line()) {
            head.append(line).append("\n");
        }
        return head.append("\n").toString();
    }

    /** The lines up to the next empty one, as one text; {@code <end>} where there are none any more. */
    public String next() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (line.equals("<end>")) {
                return line;
            }
            if (line.startsWith("id: ")) {
                lastEventId = line.substring(4);
            }
            lines.add(line);
        }
        return String.join("\n", lines);
    }

    /** The next message that has a {@code type}, without the rest of its line. */
    public String data() throws IOException {
        String next = next();
        while (!next.startsWith("data: {\"type\"")) {
            if (next.equals("<end>")) {
                throw new AssertionError("the stream has ended");
            }
            next = next();
        }
        return next.substring(6);
    }

    /** The next position that is told. */
    public String position() throws IOException {
        String before = lastEventId;
        while (lastEventId.equals(before)) {
            if (next().equals("<end>")) {
                throw new AssertionError("the stream has ended");
            }
        }
        return lastEventId;
    }

    /** All up to the end, which comes within thirty seconds. */
    public String rest() throws IOException {
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WAIT_MS);
        StringBuilder rest = new StringBuilder();
        for (String next = next(); !next.equals("<end>"); next = next()) {
            rest.append(next).append("\n\n");
            if (System.nanoTime() > deadlineNs) {
                throw new AssertionError("the stream goes on: " + rest);
            }
        }
        return rest.toString();
    }

    public String lastEventId() {
        return lastEventId;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    return "<end>";
                }
                if (next != '\r') {
                    line.write(next);
                }
            }
        } catch (SocketException reset) {
            return "<end>";
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
