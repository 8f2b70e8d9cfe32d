package io.quotewire.venue.adapter;

import io.quotewire.model.Channel;
import io.quotewire.venue.frame.Frame;
import io.quotewire.venue.frame.Name;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A venue's names for its channels. */
final class Channels {
    private static final Channel[] ALL = {Channel.TICKER, Channel.QUOTE, Channel.TRADES, Channel.BOOK};

    private final Name[] names;

    Channels(String ticker, String quote, String trades, String book) {
        names = new Name[] {Name.of(ticker), Name.of(quote), Name.of(trades), Name.of(book)};
    }

    String name(Channel channel) {
        return names[Arrays.asList(ALL).indexOf(channel)].toString();
    }

    /** The channel called {@code name}, null if it is none of ours. */
    @Nullable
    Channel named(String name) {
        return Arrays.stream(ALL)
                .limit(names.length)
                .filter(channel -> name(channel).equals(name))
                .findFirst()
                .orElse(null);
    }

    /** The channel whose name is the text at {@code slice}, null if it is none of ours. */
    @Nullable
    Channel named(Frame frame, long slice) {
        for (int i = 0; i < names.length; i++) {
            if (frame.is(slice, names[i])) {
                return ALL[i];
            }
        }
        return null;
    }

    /** The channel in whose name, behind {@code mark}, the text at {@code slice} ends, null if it is none of ours. */
    @Nullable
    Channel behind(Frame frame, long slice, char mark) {
        for (int i = 0; i < names.length; i++) {
            if (frame.endsIn(slice, mark, names[i])) {
                return ALL[i];
            }
        }
        return null;
    }
}
