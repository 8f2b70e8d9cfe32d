package io.quotewire.venue.frame;

import io.quotewire.model.Channel;
import io.quotewire.model.Listing;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.MarketEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns a venue's frames into what they say. A frame counts as a whole: what a reader has found is told only when the
 * last byte has been read and nothing stands behind it.
 *
 * <p><b>Threads:</b> one owner.
 */
public final class FrameDecoder {
    private final FrameReader reader;
    private final Frame frame = new Frame();
    private final Held held = new Held();
    private Symbols symbols;
    private Function<Listing, @Nullable ListingInfo> infos = listing -> null;

    public FrameDecoder(FrameReader reader, Symbols symbols) {
        this.reader = reader;
        this.symbols = symbols;
    }

    /** Lets the reader ask what the venue's list of instruments says of a listing, for good. */
    public void inform(Function<Listing, @Nullable ListingInfo> known) {
        infos = known;
        symbols = symbols.with(known);
    }

    /** Follows these listings from the next frame on. */
    public void follow(Symbols listings) {
        symbols = listings.with(infos);
    }

    /**
     * Says when and from whom the next frames come.
     *
     * @param recvUs when they left the socket
     * @param simulated whether the venue called itself a simulation
     */
    public void stamp(long recvUs, boolean simulated) {
        frame.stamp(recvUs, simulated);
    }

    /**
     * Reads one frame.
     *
     * @throws MalformedFrame if it breaks the venue's documented shape; {@code sink} has then heard nothing
     */
    public void decode(byte[] bytes, int from, int to, FrameSink sink) {
        held.forget();
        frame.wrap(bytes, from, to);
        reader.decode(frame, symbols, held);
        frame.close();
        held.tell(sink);
    }

    /** Keeps what a reader finds until the frame has proved sound. Reused; the usual frame holds one event. */
    private static final class Held implements FrameSink {
        private static final long NONE = -1;

        private final List<Object> events = new ArrayList<>();
        private final List<Saying> others = new ArrayList<>();
        private long[] merged = new long[16];
        private long place = NONE;

        @Override
        public void event(MarketEvent event) {
            events.add(event);
        }

        @Override
        public void trade(MarketEvent.Trade trade, long numbers) {
            if (events.size() == merged.length) {
                merged = Arrays.copyOf(merged, 2 * merged.length);
            }
            merged[events.size()] = numbers;
            events.add(trade);
        }

        @Override
        public void book(BookMessage message) {
            events.add(message);
        }

        @Override
        public void numbered(long number) {
            place = number;
        }

        @Override
        public void acknowledged(Channel channel, String symbol, boolean subscribed) {
            others.add(sink -> sink.acknowledged(channel, symbol, subscribed));
        }

        @Override
        public void acknowledged(long requestId) {
            others.add(sink -> sink.acknowledged(requestId));
        }

        @Override
        public void refused(String reason, long requestId, @Nullable Channel channel, @Nullable String symbol) {
            others.add(sink -> sink.refused(reason, requestId, channel, symbol));
        }

        @Override
        public void notice(String text, boolean closing) {
            others.add(sink -> sink.notice(text, closing));
        }

        @Override
        public void unknown(String what) {
            others.add(sink -> sink.unknown(what));
        }

        void forget() {
            events.clear();
            others.clear();
            place = NONE;
        }

        void tell(FrameSink sink) {
            if (place != NONE) {
                sink.numbered(place); // First: what is in the frame may be of no use if one before it is missing.
            }
            for (int i = 0; i < events.size(); i++) {
                switch (events.get(i)) {
                    case MarketEvent.Trade trade -> sink.trade(trade, merged[i]);
                    case BookMessage message -> sink.book(message);
                    case Object event -> sink.event((MarketEvent) event);
                }
            }
            for (int i = 0; i < others.size(); i++) {
                others.get(i).tell(sink);
            }
        }
    }

    /** One rare thing to be said. */
    @FunctionalInterface
    private interface Saying {
        void tell(FrameSink sink);
    }
}
