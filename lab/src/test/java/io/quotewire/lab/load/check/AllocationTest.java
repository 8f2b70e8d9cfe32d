package io.quotewire.lab.load.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.quotewire.lab.load.wire.BadWire;
import io.quotewire.lab.load.wire.FrameReader;
import io.quotewire.lab.load.wire.Payloads;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A message that is in order costs no object, from its frame to its place in the chain. */
class AllocationTest {
    private static final int MESSAGES = 100_000;
    private static final int HEAD = 4;
    private static final long FIRST = 1_000_000_000_000_000L;

    private final Table table = new Table(true);
    private final Followed who = new Followed(null);
    private final FrameReader reader = new FrameReader();
    private final Payloads payloads = (bytes, from, to) -> table.inspector.on(who, bytes, from, to);
    private final byte[] frame = frame();
    private final int digitsAt = new String(frame, StandardCharsets.ISO_8859_1).indexOf("\"seq\":") + 6;

    @Test
    void messages_inOrder_allocateNothing() throws BadWire {
        table.tell(who, Table.subscribed(Table.TICKER));
        table.tell(who, Table.snapshot(Table.TICKER, FIRST));
        read(FIRST + 1, MESSAGES); // Compiled by now, and the tables have their size.

        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        read(FIRST + 1 + MESSAGES, MESSAGES);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(table.found()).isEmpty();
        assertThat(table.inspector.messages()).isEqualTo(2 * MESSAGES + 2);
        assertThat(allocated).as("bytes for %d messages", MESSAGES).isLessThan(MESSAGES);
    }

    private void read(long first, int count) throws BadWire {
        for (long seq = first; seq < first + count; seq++) {
            long rest = seq;
            for (int i = digitsAt + 15; i >= digitsAt; i--) {
                frame[i] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
            reader.read(frame, 0, frame.length, payloads);
        }
    }

    private static byte[] frame() {
        byte[] text = Table.value(FIRST).getBytes(StandardCharsets.US_ASCII);
        byte[] frame = new byte[text.length + HEAD];
        frame[0] = (byte) 0x81;
        frame[1] = 126;
        frame[2] = (byte) (text.length >> 8);
        frame[3] = (byte) text.length;
        System.arraycopy(text, 0, frame, HEAD, text.length);
        return frame;
    }
}
