package io.quotewire.store.last;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Stands between a caller and a server: lets answers come late, or not yet, and has heard what the caller said. */
final class RedisFront implements AutoCloseable {
    private final ServerSocket server;
    private final int behind;
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream(); // It is synchronized.
    private final AtomicLong answers = new AtomicLong();
    private volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);
    private volatile long lateMs;

    /** Before the server at port {@code behind}. */
    RedisFront(ServerSocket server, int behind) {
        this.server = server;
        this.behind = behind;
        Thread.ofVirtual().start(this::accept);
    }

    static RedisFront plain(int behind) throws IOException {
        return new RedisFront(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), behind);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Each answer from now on comes so much later. */
    void late(long ms) {
        lateMs = ms;
        gate.complete(null);
    }

    /** No answer comes before {@link #late} is said. */
    void hold() {
        gate = new CompletableFuture<>();
    }

    /** How often something of an answer was passed on. */
    long answers() {
        return answers.get();
    }

    /** All that callers have said, a byte a character. */
    String heard() {
        return heard.toString(StandardCharsets.ISO_8859_1);
    }

    private void accept() {
        try {
            while (true) {
                connect(server.accept());
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private void connect(Socket caller) {
        try {
            Socket answering = new Socket(InetAddress.getLoopbackAddress(), behind);
            sockets.add(caller);
            sockets.add(answering);
            Thread.ofVirtual().start(() -> ask(caller, answering));
            Thread.ofVirtual().start(() -> answer(answering, caller));
        } catch (IOException e) { // Nobody is there.
            close(caller);
        }
    }

    private void ask(Socket caller, Socket answering) {
        byte[] bytes = new byte[1 << 16];
        try (caller;
                answering) {
            InputStream in = caller.getInputStream();
            OutputStream out = answering.getOutputStream();
            for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                heard.write(bytes, 0, length);
                out.write(bytes, 0, length);
            }
        } catch (IOException e) {
            // It has hung up, or does not trust us.
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The test sees whether the answer comes.
    private void answer(Socket answering, Socket caller) {
        byte[] bytes = new byte[1 << 16];
        try {
            InputStream in = answering.getInputStream();
            for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                byte[] part = Arrays.copyOf(bytes, length);
                gate.join();
                later.schedule(() -> pass(part, caller), lateMs, TimeUnit.MILLISECONDS);
            }
            later.execute(() -> close(caller));
        } catch (IOException e) {
            close(caller);
        }
    }

    private void pass(byte[] part, Socket caller) {
        try {
            answers.incrementAndGet();
            caller.getOutputStream().write(part);
        } catch (IOException e) {
            close(caller);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        gate.complete(null);
        sockets.forEach(RedisFront::close);
        later.shutdownNow();
    }
}
