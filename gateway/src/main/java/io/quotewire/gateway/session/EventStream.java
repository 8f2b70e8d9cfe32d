package io.quotewire.gateway.session;

import io.netty.buffer.ByteBuf;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.fanout.Encoding;
import io.quotewire.gateway.socket.Unanswered;
import io.quotewire.gateway.wire.Frames;
import io.quotewire.gateway.wire.ServerMessages;
import io.quotewire.model.CloseReason;
import java.util.concurrent.TimeUnit;

/**
 * One event stream: a connection whose one command stood in its request. It is told the same as a session, and now and then
 * where it stands.
 *
 * <p><b>Threads:</b> the lane's.
 */
final class EventStream extends Guest {
    private static final long POSITION_EVERY_US = TimeUnit.SECONDS.toMicros(1);

    /** A client has nothing more to say; who says more than this means harm. */
    private static final int MOST_HEARD_BYTES = 64 << 10;

    private final StreamOrder order;
    private String position = "";
    private long positionUs;
    private long commentUs;
    private long heardBytes;
    private boolean ticked;

    EventStream(SessionGroup group, House house, StreamOrder order, Principal sender) {
        super(group, house, Encoding.EVENT, sender);
        this.order = order;
    }

    @Override
    void welcome(Life now) {
        commentUs = house().clock().nowUs();
        Unanswered.endAfter(now.channel(), house().config().pongWithin());
        now.outbox().write(Frames.lines("retry: " + group().nextReturnMs()));
        now.desk().perform(order.command());
        now.outbox().onDrained(this::drained);
        now.outbox().flush();
    }

    @Override
    void read(Life now, Object message) {
        if (message instanceof ByteBuf bytes) {
            heardBytes += bytes.readableBytes();
            if (heardBytes > MOST_HEARD_BYTES) {
                end(now, CloseReason.PROTOCOL_ERROR);
            }
        }
    }

    @Override
    void tick(Life now, long nowUs) {
        if (ticked) {
            now.outbox().onDrained(null);
        }
        ticked = true;
        now.outbox().tick();
        if (!now.outbox().isWritable()) {
            return;
        }
        if (nowUs - positionUs >= POSITION_EVERY_US) {
            tellPosition(now, nowUs);
        }
        if (nowUs - commentUs
                >= TimeUnit.NANOSECONDS.toMicros(house().config().heartbeat().toNanos())) {
            commentUs = nowUs;
            now.outbox().write(Frames.lines(": " + nowUs));
        }
        now.outbox().flush();
    }

    @Override
    void sayGoodbye(Life now, CloseReason reason, long retryMs) {
        if (now.outbox().isWritable()) {
            tellPosition(now, house().clock().nowUs());
        }
        ServerMessages.goodbye(group().json(), reason, retryMs);
        now.outbox().write(Frames.lines("retry: " + retryMs + "\ndata: " + group().json()));
    }

    @Override
    ByteBuf lastWords(int code, String why) {
        return Frames.lines(": " + code + " " + why);
    }

    /** Where the client stands is told as soon as it stands anywhere; from the second tick on, ticks see to it. */
    private void drained() {
        Life now = present();
        if (now == null) {
            return;
        }
        try {
            if (now.outbox().isWritable() && tellPosition(now, house().clock().nowUs())) {
                now.outbox().onDrained(null);
                now.outbox().flush();
            }
        } catch (RuntimeException e) {
            fault(e);
        }
    }

    /** Says where the client stands if that is known and new. While its socket is full it may stand further back than it seems. */
    private boolean tellPosition(Life now, long nowUs) {
        String stands = Bookmark.of(now.subscriptions().seats(), order.longestId());
        if (stands == null || stands.equals(position)) {
            return false;
        }
        position = stands;
        positionUs = nowUs;
        now.outbox().write(Frames.lines("event: position\nid: " + stands + "\ndata: {}"));
        return true;
    }
}
