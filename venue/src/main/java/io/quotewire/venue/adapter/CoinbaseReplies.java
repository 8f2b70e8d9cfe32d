package io.quotewire.venue.adapter;

import io.quotewire.model.Channel;
import io.quotewire.venue.frame.Frame;
import io.quotewire.venue.frame.FrameSink;
import io.quotewire.venue.frame.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Coinbase Exchange says of our requests. */
final class CoinbaseReplies {
    private static final Channels ANSWERED = new Channels("ticker", "", "matches", "level2_50");

    private static final Keys ANSWER = Keys.of("channels message reason");
    private static final int ANSWER_CHANNELS = 0;
    private static final int MESSAGE = 1;
    private static final Keys SUBSCRIBED = Keys.of("name product_ids");
    private static final int NAME = 0;

    private static final Pattern PRODUCT = Pattern.compile("([A-Z0-9]+-[A-Z0-9]+) is not a valid product");

    private CoinbaseReplies() {}

    /** @param channels all that we may have asked for */
    static void read(Frame frame, boolean error, List<Channel> channels, FrameSink sink) {
        String message = "";
        String reason = "";
        frame.object();
        for (int key = frame.key(ANSWER); key != Frame.END; key = frame.key(ANSWER)) {
            switch (key) {
                case ANSWER_CHANNELS -> subscribed(frame, sink);
                case MESSAGE -> message = frame.scalar();
                case Frame.OTHER -> frame.skip();
                default -> reason = frame.scalar();
            }
        }
        if (!error) {
            return;
        }
        String why = reason.isEmpty() ? message : message + ": " + reason;
        Matcher product = PRODUCT.matcher(reason);
        if (product.find()) { // It can be had on no channel; the others of the request are asked for again without it.
            channels.forEach(channel -> sink.refused(why, 0, channel, product.group(1)));
        } else {
            sink.refused(why, 0, null, null);
        }
    }

    /** {@code [{"name":"matches","product_ids":["BTC-USD"]},…]}: all that is subscribed by now. */
    private static void subscribed(Frame frame, FrameSink sink) {
        for (frame.array(); frame.item(); ) {
            Channel channel = null;
            List<String> products = new ArrayList<>();
            frame.object();
            for (int key = frame.key(SUBSCRIBED); key != Frame.END; key = frame.key(SUBSCRIBED)) {
                switch (key) {
                    case NAME -> channel = ANSWERED.named(frame, frame.text());
                    case Frame.OTHER -> frame.skip();
                    default -> {
                        for (frame.array(); frame.item(); ) {
                            products.add(frame.string(frame.text()));
                        }
                    }
                }
            }
            if (channel != null && channel != Channel.QUOTE) {
                Channel known = channel;
                products.forEach(product -> sink.acknowledged(known, product, true));
            }
        }
    }
}
