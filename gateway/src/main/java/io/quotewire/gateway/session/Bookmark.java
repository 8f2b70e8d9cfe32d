package io.quotewire.gateway.session;

import io.quotewire.gateway.fanout.Position;
import io.quotewire.gateway.fanout.Seat;
import io.quotewire.gateway.wire.Command;
import io.quotewire.gateway.wire.Command.Position.Behind;
import io.quotewire.model.Epoch;
import io.quotewire.model.Topic;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Where the client of an event stream stands in its event topics, as one word that it keeps and hands back. Topics are in it
 * by a hash of 64 bits, so that 500 of them fit into a header.
 *
 * <p>What cannot be read is not taken for a beginning: the client had something, and is told by a gap in each event topic
 * that nobody knows what.
 *
 * <p><b>Threads:</b> any; immutable.
 */
final class Bookmark {
    private static final byte VERSION = 1;
    private static final int COMPLETE = 1;
    private static final int HEAD_BYTES = 2;
    private static final int SUM_BYTES = Integer.BYTES;

    /** Of one topic: its hash, and two numbers of seven bits a byte. */
    private static final int ENTRY_BYTES = Long.BYTES + 10 + 10;

    private static final long MOST_SEQ = (1L << 53) - 1;

    /** Behind something in an epoch that there has never been. */
    private static final Behind NOWHERE = new Behind(new Epoch(0), 0);

    private static final Bookmark UNREADABLE = new Bookmark(Map.of(), false);

    private final Map<Long, Behind> positions;
    private final boolean complete;

    private Bookmark(Map<Long, Behind> positions, boolean complete) {
        this.positions = positions;
        this.complete = complete;
    }

    /**
     * What a client is to keep.
     *
     * @param longest most characters; topics beyond that are left out, which the word says
     * @return null where there is nothing to keep, or not yet
     */
    static @Nullable String of(Collection<Seat> seats, int longest) {
        int most = HEAD_BYTES + seats.size() * ENTRY_BYTES + SUM_BYTES;
        ByteBuffer bytes = ByteBuffer.allocate(Math.min(most, longest / 4 * 3));
        bytes.put(VERSION).put((byte) COMPLETE);
        long epochBefore = 0;
        int entries = 0;
        for (Seat seat : seats) {
            if (seat.topic().shape() != Topic.Shape.EVENT) {
                continue;
            }
            Position reached = seat.reached();
            Epoch reachedIn = reached == null ? null : reached.epoch();
            if (reached == null || reachedIn == null) {
                return null;
            }
            entries++;
            if (bytes.remaining() < ENTRY_BYTES + SUM_BYTES) {
                bytes.put(1, (byte) 0);
                break;
            }
            long epoch = reachedIn.value();
            bytes.putLong(hash(seat.topic()));
            put(bytes, epoch ^ epochBefore);
            put(bytes, reached.seq());
            epochBefore = epoch;
        }
        return entries == 0 ? null : text(bytes);
    }

    /** Reads back what {@link #of} made, whatever it has become. */
    static Bookmark read(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            int end = bytes.limit() - SUM_BYTES;
            if (end < HEAD_BYTES || bytes.getInt(end) != sum(bytes, end)) {
                return UNREADABLE;
            }
            return read(bytes.limit(end));
        } catch (IllegalArgumentException e) {
            return UNREADABLE;
        }
    }

    /** Behind what the client wants to go on in a topic; null where it begins. */
    Command.@Nullable Position position(Topic topic) {
        Behind known = positions.get(hash(topic));
        if (known != null) {
            return known;
        }
        return complete ? null : NOWHERE;
    }

    private static Bookmark read(ByteBuffer bytes) {
        int version = bytes.get();
        int flags = bytes.get();
        if (version != VERSION || flags < 0 || flags > COMPLETE) {
            return UNREADABLE;
        }
        Map<Long, Behind> positions = new HashMap<>();
        long epoch = 0;
        while (bytes.hasRemaining()) {
            if (bytes.remaining() <= Long.BYTES) {
                return UNREADABLE;
            }
            long hash = bytes.getLong();
            epoch ^= number(bytes);
            long seq = number(bytes);
            boolean possible = epoch >= 0 && seq >= 0 && seq <= MOST_SEQ;
            if (!possible || positions.put(hash, new Behind(new Epoch(epoch), seq)) != null) {
                return UNREADABLE;
            }
        }
        return new Bookmark(positions, flags == COMPLETE);
    }

    private static String text(ByteBuffer bytes) {
        bytes.putInt(sum(bytes, bytes.position()));
        byte[] used = new byte[bytes.position()];
        bytes.get(0, used);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(used);
    }

    private static void put(ByteBuffer bytes, long number) {
        long rest = number;
        while ((rest & ~0x7fL) != 0) {
            bytes.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        bytes.put((byte) rest);
    }

    /** -1 where there is none. */
    private static long number(ByteBuffer bytes) {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE && bytes.hasRemaining(); shift += 7) {
            byte next = bytes.get();
            number |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return number;
            }
        }
        return -1;
    }

    private static int sum(ByteBuffer bytes, int end) {
        CRC32 sum = new CRC32();
        sum.update(bytes.array(), bytes.arrayOffset(), end);
        return (int) sum.getValue();
    }

    /** FNV-1a. Who finds two topics of one hash mistakes them for one another in a stream of its own. */
    private static long hash(Topic topic) {
        long hash = 0xcbf29ce484222325L;
        for (byte each : topic.toString().getBytes(StandardCharsets.US_ASCII)) {
            hash = (hash ^ (each & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }
}
