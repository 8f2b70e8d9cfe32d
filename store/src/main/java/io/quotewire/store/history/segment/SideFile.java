package io.quotewire.store.history.segment;

import io.quotewire.model.Epoch;
import io.quotewire.model.Topic;
import io.quotewire.store.embedded.PrivateFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * What lies beside a segment: how long it is, a checksum of each of its pages, and what is in it; then a checksum of all that.
 *
 * @param length of the segment in bytes
 * @param pages a CRC-32C of each 64 KiB
 */
public record SideFile(long length, List<Integer> pages, Contents contents) {
    private static final int PAGE = 1 << 16;
    private static final long BEGINNING = 0x5157_5349_4445_3031L; // QWSIDE01
    private static final int LONGEST = 256 << 20;
    private static final int CRC = Integer.BYTES;

    public SideFile {
        pages = List.copyOf(pages);
    }

    /** For a segment as it is now. */
    public static SideFile of(Path segment, Contents contents) throws IOException {
        try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.READ)) {
            return new SideFile(channel.size(), pages(channel), contents);
        }
    }

    /**
     * Holds the segment against this.
     *
     * @throws Altered if it is not what it was
     */
    public void verify(Path segment) throws IOException {
        try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.READ)) {
            if (channel.size() != length) {
                throw new Altered("%s has %d bytes, and was written with %d"
                        .formatted(segment.getFileName(), channel.size(), length));
            }
            List<Integer> found = pages(channel);
            for (int i = 0; i < pages.size(); i++) {
                if (!found.get(i).equals(pages.get(i))) {
                    throw new Altered("%s is not as it was written between byte %d and %d"
                            .formatted(segment.getFileName(), (long) i * PAGE, (long) (i + 1) * PAGE));
                }
            }
        }
    }

    private static List<Integer> pages(FileChannel channel) throws IOException {
        List<Integer> pages = new ArrayList<>();
        ByteBuffer page = ByteBuffer.allocateDirect(PAGE);
        int read = 0;
        while (read >= 0) {
            page.clear();
            do {
                read = channel.read(page);
            } while (read >= 0 && page.hasRemaining());
            if (page.position() > 0) {
                CRC32C crc = new CRC32C();
                crc.update(page.flip());
                pages.add((int) crc.getValue());
            }
        }
        return pages;
    }

    /** Writes it, and returns when it is on disk. */
    public void write(Path file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(BEGINNING);
        out.writeLong(length);
        out.writeInt(pages.size());
        for (int page : pages) {
            out.writeInt(page);
        }
        Map<Topic, List<Span>> all = contents.all();
        out.writeInt(all.size());
        for (Map.Entry<Topic, List<Span>> entry : all.entrySet()) {
            out.writeUTF(entry.getKey().toString());
            out.writeInt(entry.getValue().size());
            for (Span span : entry.getValue()) {
                write(span, out);
            }
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes.toByteArray());
        out.writeInt((int) crc.getValue());
        PrivateFiles.write(file, ByteBuffer.wrap(bytes.toByteArray()));
    }

    private static void write(Span span, DataOutputStream out) throws IOException {
        out.writeLong(span.epoch().value());
        out.writeLong(span.from());
        out.writeLong(span.to());
        out.writeLong(span.firstUs());
        out.writeLong(span.lastUs());
        out.writeLong(span.firstOpenUs());
        out.writeLong(span.lastOpenUs());
        out.writeLong(span.rows());
    }

    /**
     * Reads one, and holds it against its own checksum.
     *
     * @throws Altered if it is not as it was written
     */
    public static SideFile read(Path file) throws IOException {
        long size = Files.size(file);
        byte[] bytes = size > LONGEST ? new byte[0] : Files.readAllBytes(file);
        if (bytes.length < CRC) {
            throw new Altered(file.getFileName() + " is cut, or not ours: it has " + size + " bytes");
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - CRC);
        if (ByteBuffer.wrap(bytes).getInt(bytes.length - CRC) != (int) crc.getValue()) {
            throw new Altered(file.getFileName() + " is not as it was written");
        }
        return parse(new DataInputStream(new ByteArrayInputStream(bytes)), file);
    }

    private static SideFile parse(DataInputStream in, Path file) throws IOException {
        if (in.readLong() != BEGINNING) {
            throw new Altered(file.getFileName() + " is of another kind than this build knows");
        }
        long length = in.readLong();
        Integer[] pages = new Integer[in.readInt()];
        for (int i = 0; i < pages.length; i++) {
            pages[i] = in.readInt();
        }
        Contents contents = new Contents();
        for (int topics = in.readInt(); topics > 0; topics--) {
            Topic topic = Topic.parse(in.readUTF());
            for (int spans = in.readInt(); spans > 0; spans--) {
                contents.add(topic, span(in));
            }
        }
        return new SideFile(length, List.of(pages), contents);
    }

    private static Span span(DataInputStream in) throws IOException {
        return new Span(
                new Epoch(in.readLong()),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong());
    }
}
