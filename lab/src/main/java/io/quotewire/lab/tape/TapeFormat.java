package io.quotewire.lab.tape;

import com.github.luben.zstd.Zstd;
import io.quotewire.lab.tape.TapeRecord.Kind;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The numbers of the form that {@code docs/recording.md} describes, and its records and headers as bytes. All numbers are big-endian. */
final class TapeFormat {
    static final int VERSION = 1;

    /** As PNG's: a first byte beyond ASCII, and line ends that a text transfer would change. */
    static final long MAGIC = 0x89_51_57_52_0D_0A_1A_0AL;

    /** {@code QWBD}, {@code QWBX} and {@code QWRE}. */
    static final int DATA = 0x51_57_42_44;

    static final int INDEX = 0x51_57_42_58;
    static final int END = 0x51_57_52_45;

    static final int FILE_HEADER = 32;
    static final int MAX_ABOUT = 64 << 10;
    static final int BLOCK_HEADER = 48;
    static final int TRAILER = 24;

    /** A block is written when it has so many bytes; one record alone may have more. */
    static final int BLOCK = 256 << 10;

    /** A frame of a venue has at most 16 MiB, an answer over REST that is longer than this is not recorded. */
    static final int MAX_BODY = 32 << 20;

    static final int MAX_PLAIN = MAX_BODY + BLOCK + (128 << 10);

    /** Of one block: five times what finds room in {@link #BLOCK}; a few bytes can be unpacked to millions. */
    static final int MOST_RECORDS = 1 << 16;

    private static final int LEVEL = 3;
    private static final int SIMULATED = 1;
    private static final int CARRIED = 2;
    private static final int RECORD_FIXED = 1 + 8 + 4 + 1 + 1 + 4 + 4;

    private TapeFormat() {}

    /** One block's header. {@code salt} is the file's, so that nothing inside of a frame can pass for a block. */
    record Block(int magic, int packed, int plain, int records, long firstUs, long lastUs, long salt, int sum) {
        byte[] bytes() {
            ByteBuffer out = ByteBuffer.allocate(BLOCK_HEADER);
            out.putInt(magic).putInt(packed).putInt(plain).putInt(records);
            out.putLong(firstUs).putLong(lastUs).putLong(salt).putInt(sum);
            return sealed(out.array());
        }

        /** Null where these bytes are no header of a block, or say what cannot be. */
        static @Nullable Block read(byte[] bytes, int at) {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            int own = in.getInt(at + BLOCK_HEADER - 4);
            if (own != sumOf(bytes, at, BLOCK_HEADER - 4)) {
                return null;
            }
            Block block = new Block(
                    in.getInt(at),
                    in.getInt(at + 4),
                    in.getInt(at + 8),
                    in.getInt(at + 12),
                    in.getLong(at + 16),
                    in.getLong(at + 24),
                    in.getLong(at + 32),
                    in.getInt(at + 40));
            return block.isPossible() ? block : null;
        }

        private boolean isPossible() {
            return (magic == DATA || magic == INDEX)
                    && packed > 0
                    && packed <= Zstd.compressBound(MAX_PLAIN)
                    && plain > 0
                    && plain <= MAX_PLAIN
                    && records > 0
                    && records <= (magic == DATA ? Math.min(MOST_RECORDS, plain / RECORD_FIXED) : plain / Entry.BYTES);
        }
    }

    /** Where a block begins, and what times it has. */
    record Entry(long offset, long firstUs, long lastUs) {
        static final int BYTES = 3 * Long.BYTES;
    }

    /** A header without its sum, with it at the end. */
    private static byte[] sealed(byte[] header) {
        int own = header.length - 4;
        ByteBuffer.wrap(header).putInt(own, sumOf(header, 0, own));
        return header;
    }

    static int sumOf(byte[] bytes, int from, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, from, length);
        return (int) sum.getValue();
    }

    static byte[] pack(byte[] plain, int length) {
        byte[] out = new byte[Math.toIntExact(Zstd.compressBound(length))];
        long packed = Zstd.compressByteArray(out, 0, out.length, plain, 0, length, LEVEL);
        if (Zstd.isError(packed)) {
            throw new IllegalStateException("compressing: " + Zstd.getErrorName(packed));
        }
        return Arrays.copyOf(out, (int) packed);
    }

    /** Null where the bytes are not {@code plain} bytes packed; no more than these are made room for. */
    static byte @Nullable [] unpack(byte[] packed, int plain) {
        if (Zstd.getFrameContentSize(packed, 0, packed.length) != plain) {
            return null;
        }
        byte[] out = new byte[plain];
        long length = Zstd.decompressByteArray(out, 0, plain, packed, 0, packed.length);
        return Zstd.isError(length) || length != plain ? null : out;
    }

    static byte[] header(TapeHeader header, long salt) {
        StringBuilder about = new StringBuilder();
        new TreeMap<>(header.about()).forEach((key, value) -> about.append(key + "=" + value + "\n"));
        byte[] text = about.toString().getBytes(StandardCharsets.UTF_8);
        if (text.length > MAX_ABOUT) {
            throw new IllegalArgumentException("a header of more than " + MAX_ABOUT + " bytes");
        }
        ByteBuffer out = ByteBuffer.allocate(FILE_HEADER + text.length + 4);
        out.putLong(MAGIC).putInt(VERSION).putLong(salt).putLong(header.startedUs());
        out.putInt(text.length).put(text);
        return sealed(out.array());
    }

    /** {@code program=…} a line. */
    static Map<String, String> about(String text) {
        Map<String, String> about = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                about.put(line.substring(0, equals), line.substring(equals + 1));
            }
        });
        return about;
    }

    static byte[] trailer(long indexAt, long salt) {
        ByteBuffer out = ByteBuffer.allocate(TRAILER);
        out.putInt(END).putLong(indexAt).putLong(salt);
        return sealed(out.array());
    }

    static byte[] record(TapeRecord record) {
        byte[] venue = record.venue().getBytes(StandardCharsets.UTF_8);
        byte[] head = record.head().getBytes(StandardCharsets.UTF_8);
        byte[] body = record.body();
        if (venue.length > 255 || body.length > MAX_BODY || head.length > MAX_ABOUT) {
            throw new IllegalArgumentException("a record that is too long: " + record);
        }
        ByteBuffer out = ByteBuffer.allocate(RECORD_FIXED + venue.length + head.length + body.length);
        out.put(record.kind().code()).putLong(record.timeUs()).putInt(record.number());
        out.put((byte) ((record.simulated() ? SIMULATED : 0) | (record.carried() ? CARRIED : 0)));
        out.put((byte) venue.length).put(venue);
        out.putInt(head.length).put(head);
        out.putInt(body.length).put(body);
        return out.array();
    }

    /**
     * All records of a block.
     *
     * @throws IllegalArgumentException if the bytes are anything else
     */
    static List<TapeRecord> records(byte[] plain, Block block) {
        ByteBuffer in = ByteBuffer.wrap(plain);
        List<TapeRecord> records = new ArrayList<>();
        try {
            while (in.hasRemaining()) {
                TapeRecord record = record(in);
                if (record.timeUs() < block.firstUs() || record.timeUs() > block.lastUs()) {
                    throw new IllegalArgumentException("a record of another time than its block's");
                }
                records.add(record);
            }
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("a record that does not end in its block", e);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a name that is no UTF-8", e);
        }
        if (records.size() != block.records()) {
            throw new IllegalArgumentException(records.size() + " records in place of " + block.records());
        }
        return records;
    }

    private static TapeRecord record(ByteBuffer in) throws CharacterCodingException {
        Kind kind = Kind.of(in.get());
        long timeUs = in.getLong();
        int number = in.getInt();
        int flags = in.get();
        String venue = text(in, Byte.toUnsignedInt(in.get()));
        String head = text(in, in.getInt());
        byte[] body = bytes(in, in.getInt());
        if (kind == Kind.LOST && body.length != 2 * Long.BYTES) {
            throw new IllegalArgumentException("a loss without its size");
        }
        return new TapeRecord(
                timeUs, kind, venue, number, (flags & SIMULATED) != 0, (flags & CARRIED) != 0, head, body);
    }

    private static String text(ByteBuffer in, int length) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes(in, length)))
                .toString();
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
