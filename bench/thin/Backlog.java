import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Bytes that a socket did not take, in order. */
final class Backlog {
    private Arena arena = Arena.ofConfined();
    private MemorySegment bytes = arena.allocate(1 << 12);
    private int from;
    private int to;

    long address() {
        return bytes.address() + from;
    }

    int length() {
        return to - from;
    }

    void add(long address, int length) {
        if (to + length > bytes.byteSize()) {
            move(length);
        }
        MemorySegment.copy(MemorySegment.ofAddress(address).reinterpret(length), 0, bytes, to, length);
        to += length;
    }

    void taken(int count) {
        from += count;
    }

    void close() {
        arena.close();
    }

    private void move(int wanted) {
        Arena next = Arena.ofConfined();
        MemorySegment room = next.allocate(2L * (length() + wanted));
        MemorySegment.copy(bytes, from, room, 0, length());
        to = length();
        from = 0;
        bytes = room;
        arena.close();
        arena = next;
    }
}
