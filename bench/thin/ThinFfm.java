import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

/**
 * A thin server whose transport is its own: epoll, and the calls of sockets, by the JDK's foreign functions. The experiment of
 * docs/adr/0012; {@link ThinNetty} is the same server on Netty.
 *
 * <p>What the fan-out reads of a connection are two numbers in native memory, its descriptor and what waits for it. What is an object of
 * a connection is there while something waits.
 *
 * <p>One thread does all.
 */
final class ThinFfm implements ClientBytes.Connection {
    /** What may wait for a connection before it is cut, as the gateway has it. */
    static final int CAP_BYTES = 1 << 20;

    private static final int MAX_FDS = 1 << 16;

    private static final byte GONE = 0;
    private static final byte GREETING = 1;
    private static final byte OPEN = 2;
    private static final byte FEED = 3;
    private static final byte CLIENTS_LISTENER = 4;
    private static final byte FEED_LISTENER = 5;
    private static final byte LEAVING = 6;

    private final Kernel kernel = new Kernel();
    private final Ticks ticks = new Ticks();
    private final Followers[] topics = new Followers[Ticks.TOPICS];
    private final MemorySegment states = Arena.global().allocate(MAX_FDS, 64);
    private final MemorySegment waiting = Arena.global().allocate(JAVA_INT, MAX_FDS);
    private final MemorySegment in = Arena.global().allocate(ClientBytes.LONGEST, 64);
    private final MemorySegment out = Arena.global().allocate(ClientBytes.LONGEST, 64);
    private final Followers leaving = new Followers();
    private final Map<Integer, Backlog> backlogs = new HashMap<>();
    private final Map<Integer, byte[]> unfinished = new HashMap<>();
    private final Ticks.Sink fanOut = this::publish;

    /** Whose bytes are being understood. */
    private int current;

    private ThinFfm(int clientsPort, int feedPort) {
        become(kernel.listen(clientsPort), CLIENTS_LISTENER);
        become(kernel.listen(feedPort), FEED_LISTENER);
    }

    static void main(String[] arguments) {
        ThinFfm server = new ThinFfm(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
        while (true) {
            server.turn();
        }
    }

    /** Sockets are closed behind all others: a descriptor that is given out again must not meet what happened to the one before. */
    private void turn() {
        int ready = kernel.await();
        for (int i = 0; i < ready; i++) {
            happened(kernel.readyFd(i), kernel.readyFor(i));
        }
        while (leaving.count() > 0) {
            close(leaving.get(0));
        }
    }

    private void happened(int fd, int what) {
        switch (state(fd)) {
            case CLIENTS_LISTENER -> acceptAll(fd, GREETING);
            case FEED_LISTENER -> acceptAll(fd, FEED);
            case FEED -> receiveTicks(fd);
            case GREETING, OPEN -> {
                if ((what & Kernel.WRITABLE) != 0) {
                    sendWaiting(fd);
                }
                if ((what & (Kernel.READABLE | Kernel.BROKEN)) != 0) {
                    receive(fd);
                }
            }
            default -> {
                // It leaves.
            }
        }
    }

    private void acceptAll(int listener, byte state) {
        for (int fd = kernel.accept(listener); fd >= 0; fd = kernel.accept(listener)) {
            become(fd, state);
            if (state == FEED) {
                ticks.begin();
            }
        }
    }

    private void receiveTicks(int fd) {
        MemorySegment room = ticks.room();
        int count = Kernel.receive(fd, room.address(), (int) room.byteSize());
        if (count > 0) {
            ticks.received(count, fanOut);
        } else if (count == 0) {
            leave(fd);
        }
    }

    /** The experiment itself: what a tick costs for each of its followers. */
    private void publish(int topic, long address, int length) {
        Followers followers = topics[topic];
        if (followers != null) {
            for (int i = 0; i < followers.count(); i++) {
                send(followers.get(i), address, length);
            }
        }
    }

    private void send(int fd, long address, int length) {
        int taken = waiting.getAtIndex(JAVA_INT, fd) > 0 ? 0 : Kernel.send(fd, address, length);
        if (taken < length) {
            keep(fd, address + taken, length - taken);
        }
    }

    private void keep(int fd, long address, int length) {
        if (state(fd) == LEAVING) {
            return;
        }
        Backlog backlog = backlogs.get(fd);
        if (backlog == null) {
            backlog = new Backlog();
            backlogs.put(fd, backlog);
            kernel.control(Kernel.CHANGE, fd, Kernel.READABLE | Kernel.WRITABLE);
        }
        backlog.add(address, length);
        waits(fd, backlog.length());
        if (backlog.length() > CAP_BYTES) {
            leave(fd);
        }
    }

    private void sendWaiting(int fd) {
        Backlog backlog = backlogs.get(fd);
        if (backlog == null) {
            return;
        }
        backlog.taken(Kernel.send(fd, backlog.address(), backlog.length()));
        waits(fd, backlog.length());
        if (backlog.length() == 0) {
            backlogs.remove(fd).close();
            kernel.control(Kernel.CHANGE, fd, Kernel.READABLE);
        }
    }

    private void receive(int fd) {
        byte[] before = unfinished.getOrDefault(fd, new byte[0]);
        MemorySegment.copy(before, 0, in, JAVA_BYTE, 0, before.length);
        int count = Kernel.receive(fd, in.address() + before.length, ClientBytes.LONGEST - before.length);
        if (count > 0) {
            understand(fd, before.length + count);
        } else if (count == 0) {
            leave(fd); // A broken socket comes to this too: what is wrong is told once, and then it has ended.
        }
    }

    private void understand(int fd, int length) {
        current = fd;
        try {
            int used = ClientBytes.understand(in.asSlice(0, length), this);
            keepUnfinished(fd, used, length);
        } catch (IllegalArgumentException nothingOfOurs) {
            leave(fd);
        }
    }

    private void keepUnfinished(int fd, int used, int length) {
        if (length - used == ClientBytes.LONGEST) {
            leave(fd);
        } else if (used < length) {
            unfinished.put(fd, in.asSlice(used, length - used).toArray(JAVA_BYTE));
        } else if (!unfinished.isEmpty()) {
            unfinished.remove(fd);
        }
    }

    @Override
    public boolean isOpen() {
        return state(current) == OPEN;
    }

    @Override
    public void open(byte[] answer) {
        become(current, OPEN);
        say(answer);
    }

    @Override
    public void say(byte[] frame) {
        MemorySegment.copy(frame, 0, out, JAVA_BYTE, 0, frame.length);
        send(current, out.address(), frame.length);
    }

    @Override
    public void follow(int topic) {
        if (topics[topic] == null) {
            topics[topic] = new Followers();
        }
        topics[topic].add(current);
    }

    @Override
    public void leave() {
        leave(current);
    }

    private void leave(int fd) {
        if (state(fd) != LEAVING) {
            become(fd, LEAVING);
            waits(fd, Integer.MAX_VALUE); // So that nothing more is sent.
            leaving.add(fd);
        }
    }

    private void close(int fd) {
        leaving.remove(fd);
        for (Followers followers : topics) {
            if (followers != null) {
                followers.remove(fd);
            }
        }
        Backlog backlog = backlogs.remove(fd);
        if (backlog != null) {
            backlog.close();
        }
        unfinished.remove(fd);
        waits(fd, 0);
        become(fd, GONE);
        Kernel.close(fd);
    }

    private byte state(int fd) {
        return states.get(JAVA_BYTE, fd);
    }

    private void become(int fd, byte state) {
        states.set(JAVA_BYTE, fd, state);
    }

    private void waits(int fd, int bytes) {
        waiting.setAtIndex(JAVA_INT, fd, bytes);
    }
}
