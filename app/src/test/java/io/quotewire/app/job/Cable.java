package io.quotewire.app.job;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The way to one server, which can be cut: on connections that there are then nothing comes through any more in either
 * direction, and neither side is told. New ones are as if it had been mended.
 *
 * <p><b>Threads:</b> any; it has its own.
 */
final class Cable implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Pair> pairs = ConcurrentHashMap.newKeySet();
    private final URI server;
    private volatile boolean closed;

    Cable(URI server) throws IOException {
        this.server = server;
        Thread.ofVirtual().start(this::accept);
    }

    /** The server's address at this end. */
    URI uri() {
        return URI.create(server.toString().replace(":" + server.getPort(), ":" + door.getLocalPort()));
    }

    /** Cuts it, and says how many connections there were. */
    int cut() {
        pairs.forEach(pair -> pair.cut = true);
        return (int) pairs.stream().filter(pair -> !pair.ended).count();
    }

    /** Two sockets, of which one hears what is said to the other. */
    private static final class Pair {
        private final Socket near;
        private final Socket far;
        private volatile boolean cut;
        private volatile boolean ended;

        Pair(Socket near, Socket far) {
            this.near = near;
            this.far = far;
        }

        /** What comes after the cut is read and forgotten, and the end of it too. */
        void carry(Socket from, Socket to) {
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                byte[] bytes = new byte[8 << 10];
                for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                    if (!cut) {
                        out.write(bytes, 0, read);
                    }
                }
            } catch (IOException _) {
                // One of them has gone.
            }
            if (!cut) {
                end();
            }
        }

        void end() {
            ended = true;
            for (Socket socket : new Socket[] {near, far}) {
                try {
                    socket.close();
                } catch (IOException _) {
                    // It has gone all the same.
                }
            }
        }
    }

    private void accept() {
        while (!closed) {
            try {
                Socket near = door.accept();
                Pair pair = new Pair(near, new Socket(server.getHost(), server.getPort()));
                pairs.add(pair);
                Thread.ofVirtual().start(() -> pair.carry(pair.near, pair.far));
                Thread.ofVirtual().start(() -> pair.carry(pair.far, pair.near));
            } catch (IOException _) {
                // This one could not be connected, or it is all over.
            }
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        door.close();
        pairs.forEach(Pair::end);
    }
}
