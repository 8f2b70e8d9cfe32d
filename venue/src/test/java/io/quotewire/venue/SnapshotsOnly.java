package io.quotewire.venue;

import io.quotewire.model.Channel;
import io.quotewire.model.Extent;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.venue.adapter.VenueAdapters;
import io.quotewire.venue.frame.Depth;
import io.quotewire.venue.frame.Envelope;
import io.quotewire.venue.frame.Frame;
import io.quotewire.venue.frame.FrameSink;
import io.quotewire.venue.frame.Keys;
import io.quotewire.venue.frame.Symbols;

/** OKX by its {@code books5}: the best five levels a side, whole in each message, numbered and linked to nothing. */
class SnapshotsOnly implements VenueAdapter {
    private static final Keys ENVELOPE = Keys.of("arg data event");
    private static final int ARG = 0;
    private static final int DATA = 1;
    private static final Keys ARGUMENT = Keys.of("instId");
    private static final Keys BOOK = Keys.of("bids asks ts seqId");
    private static final int BIDS = 0;
    private static final int ASKS = 1;
    private static final int TS = 2;

    private final VenueAdapter okx = VenueAdapters.of("okx").orElseThrow();

    @Override
    public Profile profile() {
        Profile profile = okx.profile();
        return new Profile(
                profile.venue(),
                profile.wsUrl(),
                profile.restUrl(),
                profile.instruments(),
                profile.channels(),
                profile.keepAlive(),
                profile.connectTimeout(),
                profile.symbolsPerMessage(),
                profile.streamsPerConnection(),
                profile.integrity(),
                new BookPlan(BookPlan.Start.EACH, "snapshot only"));
    }

    @Override
    public String symbol(Instrument instrument) {
        return okx.symbol(instrument);
    }

    @Override
    public String message(Request request) {
        return okx.message(request).replace("\"books\"", "\"books5\"");
    }

    @Override
    public InstrumentList instruments(byte[] body) {
        return okx.instruments(body);
    }

    @Override
    public void decode(Frame frame, Symbols symbols, FrameSink sink) {
        Envelope envelope = frame.envelope(ENVELOPE);
        if (!envelope.find(DATA)) {
            sink.acknowledged(Channel.BOOK, "BTC-USDT", true);
            envelope.leave();
            return;
        }
        envelope.go(ARG, "arg");
        frame.object();
        for (int key = frame.key(ARGUMENT); key != Frame.END; key = frame.key(ARGUMENT)) {
            if (key == Frame.OTHER) {
                frame.skip();
            } else {
                frame.symbol();
            }
        }
        Listing listing = symbols.find(frame, sink);
        envelope.go(DATA, "data");
        for (frame.array(); frame.item(); ) {
            if (listing == null) {
                frame.skip();
            } else {
                book(frame, listing, sink);
            }
        }
        envelope.leave();
    }

    private static void book(Frame frame, Listing listing, FrameSink sink) {
        Depth depth = frame.depth();
        long ts = 0;
        frame.object();
        for (int key = frame.key(BOOK); key != Frame.END; key = frame.key(BOOK)) {
            switch (key) {
                case BIDS -> depth.readBids(frame);
                case ASKS -> depth.readAsks(frame);
                case TS -> ts = frame.quotedInteger();
                case Frame.OTHER -> frame.skip();
                default -> depth.numbers(0, frame.integer());
            }
        }
        depth.requireSides(frame);
        depth.snapshot(Extent.window(5));
        depth.tell(frame, listing, frame.millis(ts), sink);
    }
}
