package io.quotewire.app.feedpath;

import io.quotewire.model.Channel;
import io.quotewire.model.Extent;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.venue.InstrumentList;
import io.quotewire.venue.Profile;
import io.quotewire.venue.Request;
import io.quotewire.venue.RestCall;
import io.quotewire.venue.VenueAdapter;
import io.quotewire.venue.frame.BookMessage;
import io.quotewire.venue.frame.Frame;
import io.quotewire.venue.frame.FrameSink;
import io.quotewire.venue.frame.Symbols;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An adapter whose venue was asked for less deep books when it was recorded: each state reaches only so far. All else is the
 * shipped adapter's.
 */
final class Narrowed implements VenueAdapter {
    private final VenueAdapter adapter;
    private final Extent window;
    private final Narrowing narrowing = new Narrowing();

    Narrowed(VenueAdapter adapter, int levels) {
        this.adapter = adapter;
        this.window = Extent.window(levels);
    }

    @Override
    public void decode(Frame frame, Symbols symbols, FrameSink sink) {
        narrowing.sink = sink;
        adapter.decode(frame, symbols, narrowing);
    }

    @Override
    public Profile profile() {
        return adapter.profile();
    }

    @Override
    public String symbol(Instrument instrument) {
        return adapter.symbol(instrument);
    }

    @Override
    public String message(Request request) {
        return adapter.message(request);
    }

    @Override
    public InstrumentList instruments(byte[] body) {
        return adapter.instruments(body);
    }

    @Override
    public @Nullable RestCall bookCall(String symbol) {
        return adapter.bookCall(symbol);
    }

    @Override
    public void bookAnswer(Frame frame, Listing listing, FrameSink sink) {
        adapter.bookAnswer(frame, listing, sink);
    }

    private BookMessage narrowed(BookMessage state) {
        return new BookMessage(
                state.listing(),
                state.tsUs(),
                state.recvUs(),
                state.simulated(),
                true,
                state.first(),
                state.last(),
                window,
                state.bids(),
                state.asks(),
                state.checksum());
    }

    /** Passes on what it hears. */
    private final class Narrowing implements FrameSink {
        private @Nullable FrameSink sink;

        private FrameSink sink() {
            return Objects.requireNonNull(sink);
        }

        @Override
        public void event(MarketEvent event) {
            sink().event(event);
        }

        @Override
        public void trade(MarketEvent.Trade trade, long merged) {
            sink().trade(trade, merged);
        }

        @Override
        public void book(BookMessage message) {
            sink().book(message.snapshot() ? narrowed(message) : message);
        }

        @Override
        public void numbered(long number) {
            sink().numbered(number);
        }

        @Override
        public void acknowledged(Channel channel, String symbol, boolean subscribed) {
            sink().acknowledged(channel, symbol, subscribed);
        }

        @Override
        public void acknowledged(long requestId) {
            sink().acknowledged(requestId);
        }

        @Override
        public void refused(String reason, long requestId, @Nullable Channel channel, @Nullable String symbol) {
            sink().refused(reason, requestId, channel, symbol);
        }

        @Override
        public void notice(String text, boolean closing) {
            sink().notice(text, closing);
        }

        @Override
        public void unknown(String what) {
            sink().unknown(what);
        }
    }
}
