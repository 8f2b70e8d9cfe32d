package io.quotewire.gateway.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import io.quotewire.gateway.auth.Ended;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.fanout.Encoding;
import io.quotewire.gateway.fanout.Outbox;
import io.quotewire.gateway.socket.ClientAddress;
import io.quotewire.gateway.socket.HalfClose;
import io.quotewire.gateway.socket.Sent;
import io.quotewire.model.Catalog;
import io.quotewire.model.CloseReason;
import io.quotewire.model.Listing;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection that follows topics, last in its channel's pipeline: what all kinds of them have in common, which is how
 * they come, keep up, and go.
 *
 * <p><b>Threads:</b> the lane's.
 */
abstract sealed class Guest extends ChannelInboundHandlerAdapter permits FramedGuest, EventStream {
    /** How long the last words may take to leave, and the client to close, before the socket is closed anyway. */
    private static final long FAREWELL_US = TimeUnit.SECONDS.toMicros(5);

    /** How often it is put down what was sent. */
    private static final long METER_EVERY_US = TimeUnit.SECONDS.toMicros(10);

    private final SessionGroup group;
    private final House house;
    private final Encoding encoding;
    private final Principal sender;
    private @Nullable Life life;

    /** @param sender of the request that it came by */
    Guest(SessionGroup group, House house, Encoding encoding, Principal sender) {
        this.group = group;
        this.house = house;
        this.encoding = encoding;
        this.sender = sender;
    }

    /** What exists from the beginning to the end. */
    static final class Life {
        private final Channel channel;
        private final Outbox outbox;
        private final Subscriptions subscriptions;
        private final Pass pass;
        private final Guest guest;
        private @Nullable CommandDesk desk;
        private long endedUs = -1;
        private long meteredUs;
        private long meteredMessages;
        private long meteredBytes;
        private String code = "none";

        private Life(Channel channel, Guest guest) {
            House house = guest.house;
            this.channel = channel;
            this.outbox = guest.group.open(channel, guest.encoding);
            this.pass = new Pass(house, guest.sender, house.clock().nowUs());
            this.subscriptions = new Subscriptions(outbox, house.demands(), pass.topics());
            this.guest = guest;
        }

        Channel channel() {
            return channel;
        }

        Outbox outbox() {
            return outbox;
        }

        Subscriptions subscriptions() {
            return subscriptions;
        }

        Pass pass() {
            return pass;
        }

        /** Made when it is wanted: not everybody has commands of the native protocol. */
        CommandDesk desk() {
            CommandDesk made = desk;
            if (made == null) {
                made = new CommandDesk(guest.house, this, guest.group.json(), guest::later);
                desk = made;
            }
            return made;
        }

        /** Puts down to the account what has been sent since the last time. */
        void meter(long nowUs) {
            meteredUs = nowUs;
            Sent sent = outbox.sent();
            pass.sent(sent.messages() - meteredMessages, sent.bytes() - meteredBytes);
            meteredMessages = sent.messages();
            meteredBytes = sent.bytes();
        }

        boolean ended() {
            return endedUs >= 0;
        }

        /** Ends it for that reason. */
        void end(CloseReason reason) {
            guest.end(this, reason);
        }

        InetAddress address() {
            return ClientAddress.of(channel);
        }
    }

    /** It has been let in. */
    abstract void welcome(Life now);

    /** Something came from the client; whoever called releases it. */
    abstract void read(Life now, Object message);

    /** What is due at {@code nowUs}. */
    abstract void tick(Life now, long nowUs);

    /** Tells when to come back, where the reason says that; the end follows. */
    abstract void sayGoodbye(Life now, CloseReason reason, long retryMs);

    /** The bytes that end the connection. */
    abstract ByteBuf lastWords(int code, String why);

    SessionGroup group() {
        return group;
    }

    House house() {
        return house;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        try {
            begin(ctx);
        } catch (RuntimeException e) {
            fault(e);
            hangUp(ctx.channel());
        }
    }

    @Override
    public final void channelRead(ChannelHandlerContext ctx, Object msg) {
        try {
            Life now = life;
            if (now != null && !now.ended()) {
                read(now, msg);
            }
        } catch (RuntimeException e) {
            fault(e);
        } finally {
            ReferenceCountUtil.release(msg);
        }
    }

    @Override
    public final void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.flush();
    }

    /** While the socket has no room, nothing more is read from it. */
    @Override
    public final void channelWritabilityChanged(ChannelHandlerContext ctx) {
        boolean writable = ctx.channel().isWritable();
        ctx.channel().config().setAutoRead(writable);
        if (writable && life != null) {
            life.outbox.writable();
        }
    }

    @Override
    public final void channelInactive(ChannelHandlerContext ctx) {
        Life gone = life;
        if (gone != null) {
            life = null;
            silence(gone);
            group.remove(this, gone.code);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            hangUp(ctx.channel());
        } else {
            fault(cause);
        }
    }

    /** What is due at {@code nowUs}; called about once a second. */
    final void tick(long nowUs) {
        Life now = life;
        if (now == null) {
            return;
        }
        if (now.ended()) {
            if (nowUs - now.endedUs >= FAREWELL_US) {
                hangUp(now);
            }
            return;
        }
        try {
            CloseReason over = now.pass.over(nowUs);
            if (over != null) {
                end(now, over);
            } else if (now.outbox.isStalled(nowUs)) {
                end(now, CloseReason.TOO_SLOW); // Should it read again during the farewell, it learns why.
            } else {
                tick(now, nowUs);
            }
            if (nowUs - now.meteredUs >= METER_EVERY_US) {
                now.meter(nowUs);
            }
        } catch (RuntimeException e) {
            fault(e);
        }
    }

    /** Credentials are good no more: perhaps those of this connection. */
    final void end(Ended ended) {
        Life now = present();
        if (now != null && ended.concerns(now.pass.who())) {
            end(now, ended.reason());
        }
    }

    /** A listing became active. */
    final void appeared(List<Listing> listings) {
        Life now = life;
        if (now != null && !now.ended() && now.subscriptions.hasWildcards()) {
            try {
                listings.forEach(now.desk()::appeared);
                now.outbox.flush();
            } catch (RuntimeException e) {
                fault(e);
            }
        }
    }

    /** The catalog is another one. */
    final void relisted(Catalog catalog, long nowUs) {
        Life now = life;
        if (now != null && !now.ended()) {
            try {
                now.subscriptions.relist(catalog, nowUs);
            } catch (RuntimeException e) {
                fault(e);
            }
        }
    }

    /** The last message, and the end. */
    final void goodbye(long retryMs) {
        Life now = life;
        if (now != null && !now.ended()) {
            sayGoodbye(now, CloseReason.DRAIN, retryMs);
            end(now, CloseReason.DRAIN);
        }
    }

    /** It lives and has not ended; else null. */
    final @Nullable Life present() {
        Life now = life;
        return now == null || now.ended() ? null : now;
    }

    /** A fault of ours: this connection ends, and no other. */
    final void fault(Throwable cause) {
        Life now = present();
        if (now != null) {
            group.fault(cause);
            end(now, CloseReason.INTERNAL);
        }
    }

    final void end(Life now, CloseReason reason) {
        if (reason == CloseReason.LIMIT && !now.ended()) {
            sayGoodbye(now, reason, group.nextReturnMs());
        }
        end(now, reason.code(), reason.text());
    }

    final void end(Life now, int code, String why) {
        finish(now, Integer.toString(code), lastWords(code, why));
    }

    /** Ends the connection, which is counted as {@code code}, behind these bytes. */
    final void finish(Life now, String code, ByteBuf lastBytes) {
        if (now.ended()) {
            lastBytes.release();
            return;
        }
        now.code = code;
        now.endedUs = house.clock().nowUs();
        silence(now);
        now.channel.writeAndFlush(lastBytes).addListener(written -> farewell(now.channel, written.isSuccess()));
    }

    /**
     * Ends our direction only. A socket that is closed while bytes of its client lie unread is reset, which takes from the
     * client what it has not read yet, the reason first: so what still comes is dropped until it closes, or time is over.
     */
    private static void farewell(Channel channel, boolean told) {
        if (told && channel instanceof DuplexChannel duplex) {
            HalfClose.of(duplex);
            channel.config().setAutoRead(true);
        } else {
            hangUp(channel);
        }
    }

    static void hangUp(Life now) {
        hangUp(now.channel);
    }

    /** Does something on the lane's thread, unless the connection has ended by then. Any thread. */
    private void later(Runnable task) {
        group.lane().execute(() -> {
            if (present() != null) {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    fault(e);
                }
            }
        });
    }

    private void begin(ChannelHandlerContext ctx) {
        if (!ctx.channel().isActive()) {
            return; // It was closed during the handshake, and nobody will say so again.
        }
        Life begun = new Life(ctx.channel(), this);
        life = begun;
        switch (group.admit(this)) {
            case WELCOME -> enter(begun);
            case FULL -> {
                end(begun, CloseReason.OVERLOAD);
                hangUp(begun); // A farewell would take up the room that there is not.
            }
            case DRAINING -> goodbye(group.nextRetryMs());
        }
    }

    private void enter(Life begun) {
        CloseReason refused = begun.pass.enter();
        if (refused == null) {
            welcome(begun);
        } else {
            end(begun, refused);
        }
    }

    /** There is nothing to be done if even this fails. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private static void hangUp(Channel channel) {
        channel.close();
    }

    /** Nothing more is sent, and nothing more wanted. */
    private void silence(Life now) {
        long nowUs = house.clock().nowUs();
        now.outbox.close();
        now.meter(nowUs);
        now.pass.leave();
        now.subscriptions.close(nowUs);
    }
}
