package io.quotewire.store.last.value;

import io.quotewire.model.Epoch;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update.Head;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** A value as bytes: version, checksum of what follows, head, data. The digits of its numbers are those that it came with. */
public final class ValueCodec {
    /** A value that is longer is none. */
    public static final int MOST_BYTES = 16 << 10;

    private static final byte VERSION = 1;
    private static final int PREFIX = 1 + Integer.BYTES;

    private ValueCodec() {}

    /**
     * Writes a value down.
     *
     * @throws BadValue if it is one that no topic can have, or too long
     */
    public static byte[] encode(LastValue value) throws BadValue {
        if (!value.isPossible()) {
            throw new BadValue(Refusal.IMPOSSIBLE, value.topic() + " cannot say so");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try {
            DataOutputStream out = new DataOutputStream(bytes);
            out.write(new byte[PREFIX]);
            write(value.head(), out);
            DataBytes.write(value.data(), out);
        } catch (IOException e) {
            throw new BadValue(Refusal.SIZE, value.topic() + ": " + e.getMessage());
        }
        byte[] whole = bytes.toByteArray();
        if (whole.length > MOST_BYTES) {
            throw new BadValue(Refusal.SIZE, "%s has %d bytes".formatted(value.topic(), whole.length));
        }
        ByteBuffer.wrap(whole).put(VERSION).putInt(checksum(whole));
        return whole;
    }

    /**
     * Reads a value.
     *
     * @throws BadValue if it is anything but what {@link #encode} has made
     */
    public static LastValue decode(byte[] bytes) throws BadValue {
        if (bytes.length <= PREFIX || bytes.length > MOST_BYTES) {
            throw new BadValue(
                    bytes.length > MOST_BYTES ? Refusal.SIZE : Refusal.GARBAGE, bytes.length + " bytes are no value");
        }
        if (bytes[0] != VERSION) {
            throw new BadValue(Refusal.VERSION, "written as version " + bytes[0]);
        }
        if (ByteBuffer.wrap(bytes).getInt(1) != checksum(bytes)) {
            throw new BadValue(Refusal.GARBAGE, "the checksum is another");
        }
        LastValue value = read(bytes);
        if (!value.isPossible()) {
            throw new BadValue(Refusal.IMPOSSIBLE, value.topic() + " cannot say so");
        }
        return value;
    }

    private static LastValue read(byte[] bytes) throws BadValue {
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, PREFIX, bytes.length - PREFIX));
            LastValue value = new LastValue(readHead(in), DataBytes.read(in));
            if (in.available() > 0) {
                throw new BadValue(Refusal.GARBAGE, "something follows");
            }
            return value;
        } catch (IOException | IllegalArgumentException | ArithmeticException e) {
            throw new BadValue(Refusal.GARBAGE, String.valueOf(e.getMessage()));
        }
    }

    private static void write(Head head, DataOutputStream out) throws IOException {
        out.writeUTF(head.topic().toString());
        out.writeLong(head.epoch().value());
        out.writeLong(head.seq());
        out.writeLong(head.tsUs());
        out.writeLong(head.recvUs());
        out.writeUTF(head.source());
        out.writeUTF(head.status().text());
        out.writeBoolean(head.simulated());
    }

    private static Head readHead(DataInputStream in) throws IOException {
        return new Head(
                Topic.parse(in.readUTF()),
                new Epoch(in.readLong()),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readUTF(),
                status(in.readUTF()),
                in.readBoolean());
    }

    static Status status(String text) {
        return Arrays.stream(Status.values())
                .filter(status -> status.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no status: " + text));
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, PREFIX, bytes.length - PREFIX);
        return (int) crc.getValue();
    }
}
