package io.quotewire.venue.adapter;

import io.quotewire.venue.frame.Frame;
import io.quotewire.venue.frame.FrameSink;
import io.quotewire.venue.frame.Keys;

/** What Gate says of our requests, and to everybody. */
final class GateReplies {
    private static final Keys ANSWER = Keys.of("channel event error id code message type msg");
    private static final int CHANNEL = 0;
    private static final int EVENT = 1;
    private static final int ERROR = 2;
    private static final int ID = 3;
    private static final int CODE = 4;
    private static final int MESSAGE = 5;
    private static final int TYPE = 6;
    private static final int MSG = 7;

    private GateReplies() {}

    /** An answer to a request, whose error may be null, or a notice, which has a type instead of a channel. */
    static void read(Frame frame, FrameSink sink) {
        String channel = "";
        String event = "";
        String error = "";
        String text = "";
        String type = "";
        long requestId = 0;
        frame.object();
        for (int depth = 1; depth > 0; ) {
            switch (frame.key(ANSWER)) {
                case Frame.END -> depth--;
                case CHANNEL -> channel = frame.string();
                case EVENT -> event = frame.string();
                case ERROR -> depth += frame.objectUnlessNull() ? 1 : 0;
                case ID -> requestId = frame.looseInteger();
                case CODE -> error = frame.scalar();
                case MESSAGE, MSG -> text = frame.string();
                case TYPE -> type = frame.string();
                default -> frame.skip();
            }
        }
        if (channel.isEmpty() && type.isEmpty()) {
            throw frame.malformed("a channel, or a type of notice");
        } else if (channel.isEmpty()) {
            sink.notice(text, type.equals("upgrade"));
        } else if (!error.isEmpty()) {
            sink.refused((error + " " + text).strip(), requestId, null, null);
        } else if (event.equals("subscribe") || event.equals("unsubscribe")) {
            sink.acknowledged(requestId);
        } else if (!channel.equals("spot.pong")) {
            sink.unknown("event");
        }
    }
}
