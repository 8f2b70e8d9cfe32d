package io.quotewire.gateway.fanout;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * What one drain has brought for one connection so far. The references are the drain's.
 *
 * <p><b>Threads:</b> the lane's.
 */
final class Noted {
    private Publication[] publications = new Publication[4];
    private int count;
    private int bytes;

    int count() {
        return count;
    }

    int bytes() {
        return bytes;
    }

    /** @param length of the publication as the connection has it */
    void add(Publication publication, int length) {
        if (count == publications.length) {
            publications = Arrays.copyOf(publications, count * 2);
        }
        publications[count++] = publication;
        bytes += length;
    }

    /** All of it in order, as one buffer that is the gather's; at least one must be there. */
    ByteBuf take(Gather gather, Encoding encoding) {
        ByteBuf all = gather.of(encoding, publications, count, bytes);
        forget();
        return all;
    }

    void forget() {
        Arrays.fill(publications, 0, count, null);
        count = 0;
        bytes = 0;
    }
}
