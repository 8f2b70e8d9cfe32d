package io.quotewire.venue.frame;

import io.quotewire.model.Listing;
import io.quotewire.model.ListingInfo;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The listings that a feed follows, found by the bytes of the venue's spelling. Immutable; a change makes a new table.
 *
 * <p>Open addressing at a load of at most a quarter, so that a look-up is a hash of at most three words, one comparison,
 * and no string.
 */
public final class Symbols {
    /** Longest symbol that any venue may use. */
    public static final int LONGEST = 64;

    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private final @Nullable Name[] names;
    private final @Nullable Listing[] listings;
    private final int shift;
    private final Function<Listing, @Nullable ListingInfo> infos;

    /** @param bySymbol the listings by the venue's spelling, which is ASCII */
    public Symbols(Map<String, Listing> bySymbol) {
        int bits = Math.max(4, Integer.SIZE - Integer.numberOfLeadingZeros(bySymbol.size() * 4));
        names = new Name[1 << bits];
        listings = new Listing[1 << bits];
        shift = Long.SIZE - bits;
        infos = listing -> null;
        bySymbol.forEach(this::put);
    }

    private Symbols(Symbols same, Function<Listing, @Nullable ListingInfo> infos) {
        this.names = same.names;
        this.listings = same.listings;
        this.shift = same.shift;
        this.infos = infos;
    }

    /** The same listings, and what the venue says of each, as it is when asked for. */
    Symbols with(Function<Listing, @Nullable ListingInfo> known) {
        return new Symbols(this, known);
    }

    /** What the venue's list of instruments says of a listing; null where nobody knows. */
    public @Nullable ListingInfo info(Listing listing) {
        return infos.apply(listing);
    }

    /** The listing that the frame's symbol stands for; null, and {@code sink} is told, if it is none of ours. */
    public @Nullable Listing find(Frame frame, FrameSink sink) {
        long slice = frame.symbolSlice();
        Listing listing = slice == 0 ? null : find(frame.bytes(), Slice.from(slice), Slice.to(slice));
        if (listing == null) {
            frame.requireSymbol();
            sink.unknown("symbol");
        }
        return listing;
    }

    @Nullable
    Listing find(byte[] bytes, int from, int to) {
        for (int slot = slot(bytes, from, to); ; slot = (slot + 1) & (names.length - 1)) {
            Name name = names[slot];
            if (name == null || name.is(bytes, from, to)) {
                return listings[slot];
            }
        }
    }

    /** Letters, digits and what venues put between them. */
    static boolean isSymbol(byte[] bytes, int from, int to) {
        if (from == to || to - from > LONGEST) {
            return false;
        }
        for (int i = from; i < to; i++) {
            byte c = bytes[i];
            boolean alphanumeric = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            if (!alphanumeric && c != '-' && c != '_' && c != '/' && c != '.') {
                return false;
            }
        }
        return true;
    }

    private void put(String symbol, Listing listing) {
        byte[] name = symbol.getBytes(StandardCharsets.US_ASCII);
        int slot = slot(name, 0, name.length);
        while (listings[slot] != null) {
            slot = (slot + 1) & (names.length - 1);
        }
        names[slot] = Name.of(symbol);
        listings[slot] = listing;
    }

    /** From the first and last eight bytes, which overlap in short names, and the length. */
    private int slot(byte[] bytes, int from, int to) {
        int length = to - from;
        long word = Words.first(Words.at(bytes, from), length);
        if (length > Long.BYTES) {
            word = word * MULTIPLIER + Words.at(bytes, to - Long.BYTES);
        }
        return (int) (((word + length) * MULTIPLIER) >>> shift);
    }
}
