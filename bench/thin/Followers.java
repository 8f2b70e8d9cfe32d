import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Who follows a topic: descriptors, one behind the other in native memory. */
final class Followers {
    private Arena arena = Arena.ofConfined();
    private MemorySegment fds = arena.allocate(JAVA_INT, 16);
    private int count;

    int count() {
        return count;
    }

    int get(int index) {
        return fds.getAtIndex(JAVA_INT, index);
    }

    void add(int fd) {
        if (count * JAVA_INT.byteSize() == fds.byteSize()) {
            Arena larger = Arena.ofConfined();
            fds = larger.allocate(JAVA_INT, 2L * count).copyFrom(fds);
            arena.close();
            arena = larger;
        }
        fds.setAtIndex(JAVA_INT, count++, fd);
    }

    /** Looks through all: who leaves is rarer than ticks. */
    void remove(int fd) {
        for (int i = count - 1; i >= 0; i--) {
            if (get(i) == fd) {
                fds.setAtIndex(JAVA_INT, i, get(--count));
            }
        }
    }
}
