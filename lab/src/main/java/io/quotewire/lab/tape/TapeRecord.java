package io.quotewire.lab.tape;

import java.nio.ByteBuffer;

/**
 * One thing that happened at a venue. Immutable as long as nobody writes to {@link #body}.
 *
 * <p>What {@code number}, {@code head} and {@code body} are depends on the {@link Kind}.
 */
public final class TapeRecord {
    private static final byte[] NOTHING = {};

    private final long timeUs;
    private final Kind kind;
    private final String venue;
    private final int number;
    private final boolean simulated;
    private final boolean carried;
    private final String head;
    private final byte[] body;

    /** What happened, and its code in files. */
    public enum Kind {
        /** A recorder has begun with this venue; connections that were up before are no longer known. */
        BEGAN(1),
        /** Connection {@code number} is up; {@code head} is its address without user, path and query. */
        OPENED(2),
        /** It is to follow a listing; {@code head} is {@code CHANNEL SYMBOL}. */
        FOLLOWED(3),
        /** It is not to do that any more. */
        LEFT(4),
        /** {@code body} was sent on it. */
        SENT(5),
        /** {@code body} came on it; the time is when it left the socket. */
        RECEIVED(6),
        /** Over REST, {@code head} was answered with HTTP status {@code number} and {@code body}. */
        ANSWERED(7),
        /** Connection {@code number} is no more; {@code head} says why. */
        CLOSED(8),
        /** From this time on records are missing: {@link #lost} of them, the last of {@link #lostUntilUs}. */
        LOST(9);

        private final byte code;

        Kind(int code) {
            this.code = (byte) code;
        }

        byte code() {
            return code;
        }

        /** @throws IllegalArgumentException if there is none of that code */
        static Kind of(byte code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("a record of kind " + code);
        }
    }

    TapeRecord(
            long timeUs,
            Kind kind,
            String venue,
            int number,
            boolean simulated,
            boolean carried,
            String head,
            byte[] body) {
        this.timeUs = timeUs;
        this.kind = kind;
        this.venue = venue;
        this.number = number;
        this.simulated = simulated;
        this.carried = carried;
        this.head = head;
        this.body = body;
    }

    /** One with a head only, or with nothing. */
    public static TapeRecord of(long timeUs, Kind kind, String venue, int number, boolean simulated, String head) {
        return new TapeRecord(timeUs, kind, venue, number, simulated, false, head, NOTHING);
    }

    /** A text that passed on a connection; {@code body} is not to be changed any more. */
    public static TapeRecord frame(long timeUs, Kind kind, String venue, int connection, byte[] body) {
        return new TapeRecord(timeUs, kind, venue, connection, false, false, "", body);
    }

    /** An answer over REST; {@code body} is not to be changed any more. */
    public static TapeRecord answer(
            long timeUs, String venue, String path, int status, boolean simulated, byte[] body) {
        return new TapeRecord(timeUs, Kind.ANSWERED, venue, status, simulated, false, path, body);
    }

    /** A loss. */
    static TapeRecord loss(String venue, long fromUs, long untilUs, long count) {
        byte[] body = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(count)
                .putLong(untilUs)
                .array();
        return new TapeRecord(fromUs, Kind.LOST, venue, 0, false, false, "", body);
    }

    /** The same as something that was so already at that time. */
    TapeRecord carriedTo(long otherUs) {
        return new TapeRecord(otherUs, kind, venue, number, simulated, true, head, body);
    }

    /** Microseconds since 1970 UTC. */
    public long timeUs() {
        return timeUs;
    }

    public Kind kind() {
        return kind;
    }

    public String venue() {
        return venue;
    }

    /** Of the connection, from 1 on in each process; of an answer its HTTP status. */
    public int number() {
        return number;
    }

    /** Whether the other side called itself a simulation. */
    public boolean simulated() {
        return simulated;
    }

    /** Whether it happened before and is repeated where a file begins, so that the file can be understood alone. */
    public boolean carried() {
        return carried;
    }

    public String head() {
        return head;
    }

    /** Not to be written to. */
    public byte[] body() {
        return body;
    }

    /** How many records are missing, where it is a loss. */
    public long lost() {
        return ByteBuffer.wrap(body).getLong();
    }

    /** The time of the last one that is missing, where it is a loss. */
    public long lostUntilUs() {
        return ByteBuffer.wrap(body).getLong(Long.BYTES);
    }

    /** What it takes in memory, about. */
    int weight() {
        return body.length + head.length() + 96;
    }

    @Override
    public String toString() {
        return timeUs + " " + venue + " " + kind + " " + number + " " + head + " (" + body.length + " B)";
    }
}
