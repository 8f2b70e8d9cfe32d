package io.quotewire.venue.adapter;

import io.quotewire.model.Channel;
import io.quotewire.model.Listing;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.MarketEvent;
import io.quotewire.venue.frame.BookMessage;
import io.quotewire.venue.frame.FrameDecoder;
import io.quotewire.venue.frame.FrameReader;
import io.quotewire.venue.frame.FrameSink;
import io.quotewire.venue.frame.Symbols;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hears what frames say: the events as they are, and everything as a line of text. */
final class Lines implements FrameSink {
    static final long RECV_US = 1_767_323_045_777_000L;

    final List<MarketEvent> events = new ArrayList<>();
    final List<BookMessage> books = new ArrayList<>();
    final List<String> lines = new ArrayList<>();
    private final FrameDecoder decoder;

    Lines(FrameReader reader, Map<String, Listing> symbols) {
        decoder = new FrameDecoder(reader, new Symbols(symbols));
        decoder.stamp(RECV_US, false);
    }

    /** Knows the pairs of these lists, where it matters. */
    Lines informed(Collection<ListingInfo> infos) {
        Map<Listing, ListingInfo> known = new HashMap<>();
        infos.forEach(info -> known.put(info.listing(), info));
        decoder.inform(known::get);
        return this;
    }

    /** What this one frame says; nothing of it is kept if it is malformed. */
    List<String> hear(byte[] frame) {
        return hear(frame, frame.length);
    }

    List<String> hear(byte[] frame, int end) {
        lines.clear();
        events.clear();
        books.clear();
        decoder.decode(frame, 0, end, this);
        return List.copyOf(lines);
    }

    List<String> hear(String frame) {
        return hear(frame.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void event(MarketEvent event) {
        events.add(event);
        lines.add(event.toString());
    }

    @Override
    public void trade(MarketEvent.Trade trade, long merged) {
        events.add(trade);
        lines.add(trade + (merged == 1 ? "" : " merged=" + merged));
    }

    @Override
    public void book(BookMessage message) {
        books.add(message);
        lines.add(message.toString());
    }

    @Override
    public void numbered(long number) {
        lines.add("NUMBERED " + number);
    }

    @Override
    public void acknowledged(Channel channel, String symbol, boolean subscribed) {
        lines.add((subscribed ? "SUBSCRIBED " : "UNSUBSCRIBED ") + channel + " " + symbol);
    }

    @Override
    public void acknowledged(long requestId) {
        lines.add("DONE " + requestId);
    }

    @Override
    public void refused(String reason, long requestId, @Nullable Channel channel, @Nullable String symbol) {
        lines.add("REFUSED request=" + requestId + " channel=" + channel + " symbol=" + symbol + " because " + reason);
    }

    @Override
    public void notice(String text, boolean closing) {
        lines.add("NOTICE closing=" + closing + " " + text);
    }

    @Override
    public void unknown(String what) {
        lines.add("UNKNOWN " + what);
    }
}
