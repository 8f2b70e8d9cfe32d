import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Linux's calls for sockets, by the JDK's foreign functions. Addresses are numbers, which on the 64-bit systems it is for are passed
 * alike.
 *
 * <p>What cannot wait is called as "critical": the thread stays in Java's state, which spares two transitions a call.
 *
 * <p>{@code errno} is not looked at, for to capture it costs on each call: whatever is not {@code EAGAIN} is told by epoll as well, as
 * {@code EPOLLERR} or {@code EPOLLHUP}.
 */
final class Kernel {
    static final int READABLE = 1;
    static final int WRITABLE = 4;
    static final int BROKEN = 8 | 16;
    static final int ADD = 1;
    static final int CHANGE = 3;

    private static final int NO_SIGNAL_NO_WAIT = 0x4040;
    private static final int CLOSED_BY_EXEC_NO_WAIT = 0x80800;
    private static final int EVENTS = 1024;
    private static final int BACKLOG = 4096;

    /** The structure is packed on the one and not on the other. */
    private static final int EVENT_BYTES = System.getProperty("os.arch").equals("amd64") ? 12 : 16;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

    private static final MethodHandle SOCKET = waiting("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle BIND = waiting("bind", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle LISTEN = waiting("listen", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle EPOLL_CREATE = waiting("epoll_create1", JAVA_INT, JAVA_INT);
    private static final MethodHandle EPOLL_WAIT = waiting("epoll_wait", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT);
    private static final MethodHandle EPOLL_CTL = critical("epoll_ctl", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle SET_OPTION =
            critical("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle ACCEPT = critical("accept4", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle RECV = critical("recv", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle SEND = critical("send", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle CLOSE = critical("close", JAVA_INT, JAVA_INT);

    private final MemorySegment events = Arena.global().allocate((long) EVENT_BYTES * EVENTS, 8);
    private final MemorySegment event = Arena.global().allocate(EVENT_BYTES, 8);
    private final MemorySegment on = Arena.global().allocateFrom(JAVA_INT, 1);
    private final int epoll;

    Kernel() {
        try {
            epoll = succeed("epoll_create1", (int) EPOLL_CREATE.invokeExact(0));
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    private static MethodHandle waiting(String name, MemoryLayout result, MemoryLayout... arguments) {
        return handle(name, FunctionDescriptor.of(result, arguments));
    }

    private static MethodHandle critical(String name, MemoryLayout result, MemoryLayout... arguments) {
        return handle(name, FunctionDescriptor.of(result, arguments), Linker.Option.critical(false));
    }

    private static MethodHandle handle(String name, FunctionDescriptor types, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), types, options);
    }

    private static int succeed(String what, int result) {
        if (result < 0) {
            throw new IllegalStateException(what + " failed");
        }
        return result;
    }

    /** A call itself throws nothing. */
    private static IllegalStateException unexpected(Throwable cause) {
        return cause instanceof IllegalStateException failed ? failed : new IllegalStateException(cause);
    }

    /** A listening socket on this machine's own address. */
    int listen(int port) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(16, 8);
            address.copyFrom(MemorySegment.ofArray(new byte[] {0, 0, (byte) (port >> 8), (byte) port, 127, 0, 0, 1}));
            address.set(ValueLayout.JAVA_SHORT, 0, (short) 2); // AF_INET
            int fd = succeed("socket", (int) SOCKET.invokeExact(2, 1 | CLOSED_BY_EXEC_NO_WAIT, 0));
            succeed("setsockopt", (int) SET_OPTION.invokeExact(fd, 1, 2, on.address(), 4)); // SO_REUSEADDR
            succeed("bind", (int) BIND.invokeExact(fd, address.address(), 16));
            succeed("listen", (int) LISTEN.invokeExact(fd, BACKLOG));
            control(ADD, fd, READABLE);
            return fd;
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    /** The next connection of a listening socket, ready to be read; negative where there is none. */
    int accept(int listener) {
        try {
            int fd = (int) ACCEPT.invokeExact(listener, 0L, 0L, CLOSED_BY_EXEC_NO_WAIT);
            if (fd >= 0) {
                succeed("setsockopt", (int) SET_OPTION.invokeExact(fd, 6, 1, on.address(), 4)); // TCP_NODELAY
                control(ADD, fd, READABLE);
            }
            return fd;
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    /** What is waited for at a socket. */
    void control(int operation, int fd, int wanted) {
        event.set(INT, 0, wanted);
        event.set(INT, EVENT_BYTES - 8, fd);
        try {
            succeed("epoll_ctl", (int) EPOLL_CTL.invokeExact(epoll, operation, fd, event.address()));
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    /** Waits until something happens; says at how many sockets. */
    int await() {
        try {
            return (int) EPOLL_WAIT.invokeExact(epoll, events.address(), EVENTS, -1);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    int readyFd(int index) {
        return events.get(INT, (long) index * EVENT_BYTES + EVENT_BYTES - 8);
    }

    int readyFor(int index) {
        return events.get(INT, (long) index * EVENT_BYTES);
    }

    /** Bytes received; 0 at the end, negative where there are none or the socket is broken. */
    static int receive(int fd, long address, int room) {
        try {
            return (int) (long) RECV.invokeExact(fd, address, (long) room, 0);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    /** Bytes that the socket took; 0 also where it is broken. */
    static int send(int fd, long address, int length) {
        try {
            return Math.max(0, (int) (long) SEND.invokeExact(fd, address, (long) length, NO_SIGNAL_NO_WAIT));
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static void close(int fd) {
        try {
            int ignored = (int) CLOSE.invokeExact(fd);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }
}
