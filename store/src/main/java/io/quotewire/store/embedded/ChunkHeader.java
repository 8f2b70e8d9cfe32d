package io.quotewire.store.embedded;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * What a chunk of an H2 file says of itself in its first line.
 *
 * @param id its number, which may come again
 * @param block where it is, in blocks of 4 KiB
 * @param version of the whole store; the next chunk has a greater one
 */
record ChunkHeader(String id, long block, long version) {
    private static final byte[] BEGIN = "chunk:".getBytes(StandardCharsets.ISO_8859_1);
    private static final int MOST_BYTES = 1_024;

    /**
     * Null where there is none.
     *
     * @param position in the file, in bytes
     */
    static @Nullable ChunkHeader parse(ByteBuffer bytes, long position) {
        byte[] line = new byte[Math.min(bytes.remaining(), MOST_BYTES)];
        bytes.get(line);
        int end = 0;
        while (end < line.length && line[end] != '\n') {
            if (end < BEGIN.length && line[end] != BEGIN[end]) {
                return null;
            }
            end++;
        }
        try {
            Map<String, String> fields = DataUtils.parseMap(new String(line, 0, end, StandardCharsets.ISO_8859_1));
            String id = fields.get("chunk");
            return end == line.length || id == null
                    ? null
                    : new ChunkHeader(id, position / StoreHeader.BLOCK, hex(fields, "version"));
        } catch (MVStoreException | NumberFormatException e) {
            return null;
        }
    }

    private static long hex(Map<String, String> fields, String name) {
        return Long.parseLong(fields.getOrDefault(name, ""), 16);
    }
}
