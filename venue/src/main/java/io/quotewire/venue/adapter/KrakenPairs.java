package io.quotewire.venue.adapter;

import io.quotewire.model.Decimal;
import io.quotewire.model.Listing;
import io.quotewire.model.Side;
import io.quotewire.venue.InstrumentList;
import io.quotewire.venue.RestCall;
import io.quotewire.venue.VenueAdapter;
import io.quotewire.venue.frame.Deal;
import io.quotewire.venue.frame.Frame;
import io.quotewire.venue.frame.FrameSink;
import io.quotewire.venue.frame.Keys;
import io.quotewire.venue.frame.MalformedFrame;
import io.quotewire.venue.frame.Name;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Kraken's REST side, which spells otherwise than its WebSocket: {@code XBT} and {@code XDG} are Bitcoin and Dogecoin there,
 * and steps are told as a number of places.
 *
 * <p>Trades can be asked for by time only, not by number: we take the latest ones, which have their numbers.
 *
 * @see <a href="https://docs.kraken.com/api-reference/market-data/get-tradable-asset-pairs">pairs</a>
 * @see <a href="https://docs.kraken.com/api-reference/market-data/get-recent-trades">past trades</a>
 */
final class KrakenPairs {
    static final String PATH = "/0/public/AssetPairs";

    private static final Map<String, String> CODES = Map.of("XBT", "BTC", "XDG", "DOGE");
    private static final Map<String, String> REST_CODES = Map.of("BTC", "XBT", "DOGE", "XDG");
    private static final int NUMBER = 6;
    private static final int MICROS = 6;
    private static final BigDecimal LAST = BigDecimal.valueOf(Long.MAX_VALUE);

    private static final InstrumentShape PAIRS = new InstrumentShape(
            "result",
            "",
            "v2_symbol",
            "v2_base",
            "v2_quote",
            "v2_tick",
            "v2_lot",
            entry -> entry.containsKey("wsname") && "currency".equals(entry.get("aclass_base")),
            entry -> List.of("online", "limit_only").contains(entry.getOrDefault("status", "online")));

    private static final Keys ANSWER = Keys.of("error result");
    private static final int ERROR = 0;
    private static final int RESULT = 1;
    private static final Keys TRADES = Keys.of("last");

    private static final Name BUY = Name.of("b");
    private static final Name SELL = Name.of("s");

    private KrakenPairs() {}

    static InstrumentList read(VenueAdapter kraken, byte[] body) {
        return PAIRS.read(kraken, body, KrakenPairs::complete);
    }

    /** Adds what the WebSocket calls the pair; a pair without a name for the WebSocket, as dark pools are, cannot be had. */
    private static void complete(Map<String, String> entry) {
        String[] codes = entry.getOrDefault("wsname", "").split("/", 2);
        if (codes.length < 2) {
            entry.put("v2_symbol", entry.getOrDefault("altname", "a pair without a name"));
            return;
        }
        String base = CODES.getOrDefault(codes[0], codes[0]);
        String quote = CODES.getOrDefault(codes[1], codes[1]);
        entry.put("v2_symbol", base + "/" + quote);
        entry.put("v2_base", base);
        entry.put("v2_quote", quote);
        entry.put("v2_tick", step(entry.get("tick_size"), entry.get("pair_decimals")));
        entry.put("v2_lot", step(null, entry.get("lot_decimals")));
    }

    /** The step, with as many places as Kraken prints: a book's checksum is made of the digits. Empty where unknown. */
    private static String step(@Nullable String size, @Nullable String places) {
        if (places == null) {
            return size == null ? "" : size;
        }
        try {
            Decimal last = Decimal.parse("1e-" + places);
            Decimal step = size == null ? last : Decimal.parse(size);
            return Decimal.of(step.mantissa(), step.scale(), Math.max(step.places(), last.places()))
                    .toString();
        } catch (NumberFormatException e) {
            throw new MalformedFrame("a step of " + places + " places is " + e.getMessage());
        }
    }

    /** What the pair with this name for the WebSocket may be called here. */
    static String pair(String symbol) {
        String[] codes = symbol.split("/", 2);
        return REST_CODES.getOrDefault(codes[0], codes[0]) + REST_CODES.getOrDefault(codes[1], codes[1]);
    }

    static RestCall tradesCall(String symbol) {
        return new RestCall("/0/public/Trades?pair=" + pair(symbol) + "&count=1000", 1);
    }

    /** {@code {"error":[],"result":{"XXBTZUSD":[[price, size, time, "b", "l", "", number], …],"last":"…"}}}. */
    static void trades(Frame frame, Listing listing, FrameSink sink) {
        boolean found = false;
        frame.object();
        for (int key = frame.key(ANSWER); key != Frame.END; key = frame.key(ANSWER)) {
            switch (key) {
                case ERROR -> refuseErrors(frame);
                case RESULT -> {
                    result(frame, listing, sink);
                    found = true;
                }
                default -> frame.skip();
            }
        }
        if (!found) {
            throw frame.malformed("a result");
        }
    }

    private static void refuseErrors(Frame frame) {
        for (frame.array(); frame.item(); ) {
            throw frame.malformed("no error, which Kraken says is " + frame.scalar());
        }
    }

    /** The pair has a name of its own here, which is neither the one that we asked with nor that of the WebSocket. */
    private static void result(Frame frame, Listing listing, FrameSink sink) {
        frame.object();
        for (int key = frame.key(TRADES); key != Frame.END; key = frame.key(TRADES)) {
            if (key == Frame.OTHER) {
                for (frame.array(); frame.item(); ) {
                    trade(frame, listing, sink);
                }
            } else {
                frame.skip();
            }
        }
    }

    private static void trade(Frame frame, Listing listing, FrameSink sink) {
        Deal deal = frame.deal();
        deal.late(true);
        long tsUs = 0;
        frame.array();
        for (int column = 0; frame.item(); column++) {
            switch (column) {
                case 0 -> deal.readPrice(frame);
                case 1 -> deal.readSize(frame);
                case 2 -> tsUs = micros(frame);
                case 3 -> deal.side(side(frame));
                case NUMBER -> deal.number(frame.integer());
                default -> frame.skip();
            }
        }
        deal.tell(frame, listing, tsUs, sink);
    }

    private static Side side(Frame frame) {
        long text = frame.text();
        if (!frame.is(text, BUY) && !frame.is(text, SELL)) {
            throw frame.malformed("b or s");
        }
        return frame.is(text, BUY) ? Side.BUY : Side.SELL;
    }

    /** A time in seconds with a fraction, cut after the microseconds. */
    private static long micros(Frame frame) {
        BigDecimal seconds = frame.positive(true).toBigDecimal();
        long micros = seconds.movePointRight(MICROS).min(LAST).longValue();
        return frame.millis(micros / 1_000) + micros % 1_000;
    }
}
