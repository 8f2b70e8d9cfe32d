package io.quotewire.venue.adapter;

import io.quotewire.model.Channel;
import io.quotewire.venue.Frame;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A venue's names for its channels. */
final class Channels {
    private static final Channel[] ALL = {Channel.TICKER, Channel.QUOTE, Channel.TRADES};

    private final String[] names;
    private final byte[][] bytes = new byte[ALL.length][];

    Channels(String ticker, String quote, String trades) {
        names = new String[] {ticker, quote, trades};
        for (int i = 0; i < ALL.length; i++) {
            bytes[i] = names[i].getBytes(StandardCharsets.US_ASCII);
        }
    }

    String name(Channel channel) {
        return names[Arrays.asList(ALL).indexOf(channel)];
    }

    /** The channel called {@code name}, null if it is none of ours. */
    @Nullable
    Channel named(String name) {
        int index = Arrays.asList(names).indexOf(name);
        return index < 0 ? null : ALL[index];
    }

    /** The channel whose name is the text at {@code slice}, null if it is none of ours. */
    @Nullable
    Channel named(Frame frame, long slice) {
        for (int i = 0; i < ALL.length; i++) {
            if (frame.is(slice, bytes[i])) {
                return ALL[i];
            }
        }
        return null;
    }

    /** The channel in whose name, behind {@code mark}, the text at {@code slice} ends, null if it is none of ours. */
    @Nullable
    Channel behind(Frame frame, long slice, char mark) {
        for (int i = 0; i < ALL.length; i++) {
            if (frame.endsIn(slice, mark, bytes[i])) {
                return ALL[i];
            }
        }
        return null;
    }
}
