package io.quotewire.venue.adapter;

import io.quotewire.model.Channel;
import io.quotewire.venue.frame.Frame;
import io.quotewire.venue.frame.FrameSink;
import io.quotewire.venue.frame.Keys;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Bybit says of our requests. */
final class BybitReplies {
    static final Channels CHANNELS = new Channels("tickers", "orderbook.1", "publicTrade", "orderbook.1000");

    private static final Keys ANSWER = Keys.of("op success ret_msg req_id");
    private static final int OP = 0;
    private static final int SUCCESS = 1;
    private static final int RET_MSG = 2;
    private static final int REQ_ID = 3;

    /** How a refusal names a topic: {@code error:handler not found,topic:tickers.NMRUSDT}. */
    private static final Pattern NAMED = Pattern.compile("(tickers|publicTrade|orderbook\\.1(?:000)?)\\.([A-Z0-9]+)");

    private BybitReplies() {}

    static void read(Frame frame, FrameSink sink) {
        String op = "";
        String message = "";
        long requestId = 0;
        boolean success = true;
        frame.object();
        for (int key = frame.key(ANSWER); key != Frame.END; key = frame.key(ANSWER)) {
            switch (key) {
                case OP -> op = frame.string();
                case SUCCESS -> success = frame.flag();
                case RET_MSG -> message = frame.string();
                case REQ_ID -> requestId = frame.looseInteger();
                default -> frame.skip();
            }
        }
        Matcher named = NAMED.matcher(message);
        Channel channel = !success && named.find() ? CHANNELS.named(named.group(1)) : null;
        if (success && (op.equals("subscribe") || op.equals("unsubscribe"))) {
            sink.acknowledged(requestId);
        } else if (channel != null && message.contains("already subscribed")) {
            sink.acknowledged(channel, named.group(2), true);
        } else if (!success) {
            sink.refused(message, requestId, channel, channel == null ? null : named.group(2));
        } else if (!op.equals("ping") && !op.equals("pong")) { // Any byte says that the venue lives.
            sink.unknown("event");
        }
    }
}
