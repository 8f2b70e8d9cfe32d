package io.quotewire.venue.adapter;

import io.quotewire.model.Channel;
import io.quotewire.venue.frame.Frame;
import io.quotewire.venue.frame.FrameSink;
import io.quotewire.venue.frame.Keys;

/**
 * What Kraken says of our requests, and of itself.
 *
 * @see <a href="https://docs.kraken.com/exchange/api-reference/spot-websocket-v2/status">status</a>
 */
final class KrakenReplies {
    static final Channels CHANNELS = new Channels("ticker", "", "trade", "book");

    private static final Keys SYSTEM = Keys.of("system upcoming_maintenance emergency");
    private static final int SYSTEM_STATE = 0;
    private static final int MAINTENANCE = 1;

    private static final Keys ANSWER = Keys.of("method success error result symbol req_id Error channel");
    private static final int METHOD = 0;
    private static final int SUCCESS = 1;
    private static final int ERROR = 2;
    private static final int RESULT = 3;
    private static final int SYMBOL = 4;
    private static final int REQUEST = 5;
    private static final int ERROR_ALONE = 6; // {"Error":"Exceeded msg rate"}

    private KrakenReplies() {}

    /** What Kraken says of itself; that all is well it says with each connection, and we pass over. */
    static void system(Frame frame, FrameSink sink) {
        String state = "online";
        boolean maintenance = false;
        boolean incident = false;
        for (int key = frame.key(SYSTEM); key != Frame.END; key = frame.key(SYSTEM)) {
            switch (key) {
                case SYSTEM_STATE -> state = frame.string();
                case MAINTENANCE -> maintenance = any(frame);
                case Frame.OTHER -> frame.skip();
                default -> incident = any(frame);
            }
        }
        if (!state.equals("online") || maintenance || incident) {
            String more =
                    (maintenance ? ", maintenance is announced" : "") + (incident ? ", there is an incident" : "");
            sink.notice("the exchange is in the state " + state + more, false);
        }
    }

    private static boolean any(Frame frame) {
        boolean any = false;
        for (frame.array(); frame.item(); any = true) {
            frame.skip();
        }
        return any;
    }

    /** {@code {"method":"subscribe","result":{"channel":"trade","symbol":"BTC/USD"},"success":true}}, a refusal, or a pong. */
    static void answer(Frame frame, FrameSink sink) {
        String method = "";
        String error = "";
        boolean success = true;
        boolean named = false;
        long requestId = 0;
        Channel channel = null;
        frame.object();
        for (int depth = 1; depth > 0; ) {
            switch (frame.key(ANSWER)) {
                case Frame.END -> depth--;
                case METHOD -> method = frame.string();
                case SUCCESS -> success = frame.flag();
                case ERROR, ERROR_ALONE -> error = frame.scalar();
                case RESULT -> {
                    frame.object();
                    depth++;
                }
                case SYMBOL -> {
                    frame.symbol();
                    named = true;
                }
                case REQUEST -> requestId = frame.looseInteger();
                case Frame.OTHER -> frame.skip();
                default -> channel = CHANNELS.named(frame, frame.text());
            }
        }
        boolean subscribe = method.equals("subscribe");
        if (!success || !error.isEmpty()) {
            sink.refused(error, requestId, channel, named ? frame.symbolText() : null);
        } else if ((subscribe || method.equals("unsubscribe")) && channel != null) {
            sink.acknowledged(channel, frame.symbolText(), subscribe);
        } else if (!method.equals("pong")) {
            sink.unknown("event");
        }
    }
}
