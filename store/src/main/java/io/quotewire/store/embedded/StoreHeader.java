package io.quotewire.store.embedded;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/** The header of an H2 file: a line of fields, of which the last is a checksum, in a block of its own. */
record StoreHeader(Map<String, String> fields) {
    static final int BLOCK = 4_096;

    private static final String CHECKSUM = "fletcher";
    private static final String FORMAT = "format";
    private static final String CLEAN = "clean";
    private static final String CHUNK = "chunk";
    private static final String PLACE = "block";
    private static final String VERSION = "version";

    /** Null where there is none. */
    static @Nullable StoreHeader parse(ByteBuffer bytes) {
        byte[] block = new byte[Math.min(bytes.remaining(), BLOCK)];
        bytes.get(block);
        String text = new String(block, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        try {
            Map<String, String> fields = new LinkedHashMap<>(DataUtils.parseMap(text.substring(0, Math.max(0, end))));
            return fields.containsKey(FORMAT) ? new StoreHeader(fields) : null;
        } catch (MVStoreException e) {
            return null;
        }
    }

    boolean tellsOf(ChunkHeader chunk) {
        return Long.toHexString(chunk.version()).equals(fields.get(VERSION))
                && Long.toHexString(chunk.block()).equals(fields.get(PLACE));
    }

    /** What was not closed is not clean. */
    StoreHeader tellingOf(ChunkHeader chunk) {
        Map<String, String> right = new LinkedHashMap<>(fields);
        right.remove(CLEAN);
        right.put(CHUNK, chunk.id());
        right.put(PLACE, Long.toHexString(chunk.block()));
        right.put(VERSION, Long.toHexString(chunk.version()));
        return new StoreHeader(right);
    }

    ByteBuffer block() {
        StringBuilder text = new StringBuilder();
        fields.forEach((name, value) -> {
            if (!name.equals(CHECKSUM)) {
                DataUtils.appendMap(text, name, value);
            }
        });
        byte[] summed = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        DataUtils.appendMap(text, CHECKSUM, DataUtils.getFletcher32(summed, 0, summed.length));
        text.append('\n');
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        block.put(text.toString().getBytes(StandardCharsets.ISO_8859_1));
        return block.rewind();
    }
}
