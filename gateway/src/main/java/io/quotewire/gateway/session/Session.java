package io.quotewire.gateway.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.util.ReferenceCountUtil;
import io.quotewire.gateway.fanout.Outbox;
import io.quotewire.gateway.wire.BadCommand;
import io.quotewire.gateway.wire.CommandReader;
import io.quotewire.gateway.wire.Frames;
import io.quotewire.gateway.wire.ServerMessages;
import io.quotewire.gateway.wire.ServerMessages.Failure;
import io.quotewire.model.Catalog;
import io.quotewire.model.CloseReason;
import io.quotewire.model.ErrorCode;
import io.quotewire.model.Listing;
import io.quotewire.model.SourceReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One native connection, last in its channel's pipeline.
 *
 * <p><b>Threads:</b> the lane's.
 */
final class Session extends ChannelInboundHandlerAdapter {
    /** Text that is no UTF-8; a code of the WebSocket protocol, not of ours. */
    private static final int NOT_UTF8 = 1007;

    /** How long a close frame may take to leave, and the client to close, before the socket is closed anyway. */
    private static final long FAREWELL_US = TimeUnit.SECONDS.toMicros(5);

    private final SessionGroup group;
    private final House house;
    private final CommandBudget budget;
    private final MessageAssembler assembler;
    private final FrameWatch watch = new FrameWatch();
    private @Nullable Life life;

    Session(SessionGroup group, House house) {
        this.group = group;
        this.house = house;
        SessionConfig config = house.config();
        this.budget = new CommandBudget(config.commandsPerS());
        this.assembler = new MessageAssembler(config.messageBytes(), config.fragments());
    }

    /** What exists from the welcome on. */
    private static final class Life {
        private final Channel channel;
        private final Outbox outbox;
        private final Subscriptions subscriptions;
        private final CommandDesk desk;
        private long heardUs;
        private long heartbeatUs;
        private long pingUs;
        private long endedUs = -1;
        private String code = "none";

        private Life(Channel channel, SessionGroup group, House house) {
            this.channel = channel;
            this.outbox = group.open(channel);
            this.subscriptions =
                    new Subscriptions(outbox, house.demands(), house.config().topics());
            this.desk = new CommandDesk(house, outbox, subscriptions, group.json());
            this.heardUs = house.clock().nowUs();
            this.heartbeatUs = heardUs;
            this.pingUs = heardUs;
        }

        boolean ended() {
            return endedUs >= 0;
        }
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
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        try {
            Life now = life;
            if (msg instanceof WebSocketFrame frame && now != null && !now.ended()) {
                now.heardUs = house.clock().nowUs();
                frame(now, frame);
            }
        } catch (RuntimeException e) {
            fault(e);
        } finally {
            ReferenceCountUtil.release(msg);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.flush();
    }

    /** While the socket has no room, nothing more is read from it. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        boolean writable = ctx.channel().isWritable();
        ctx.channel().config().setAutoRead(writable);
        if (writable && life != null) {
            life.outbox.writable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        Life gone = life;
        if (gone != null) {
            life = null;
            silence(gone);
            group.remove(this, gone.code);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Life now = life;
        if (cause instanceof CorruptedWebSocketFrameException corrupted && now != null) {
            int code = corrupted.closeStatus().code();
            end(now, code, code == NOT_UTF8 ? "not UTF-8" : "bad frame");
        } else if (cause instanceof IOException) {
            hangUp(ctx.channel());
        } else {
            fault(cause);
        }
    }

    /** What is due at {@code nowUs}; called about once a second. */
    void tick(long nowUs) {
        Life now = life;
        if (now == null) {
            return;
        }
        if (now.ended()) {
            if (nowUs - now.endedUs >= FAREWELL_US) {
                hangUp(now.channel);
            }
            return;
        }
        try {
            tick(now, nowUs);
        } catch (RuntimeException e) {
            fault(e);
        }
    }

    /** A listing became active. */
    void appeared(List<Listing> listings) {
        Life now = life;
        if (now != null && !now.ended() && now.subscriptions.hasWildcards()) {
            try {
                listings.forEach(now.desk::appeared);
                now.outbox.flush();
            } catch (RuntimeException e) {
                fault(e);
            }
        }
    }

    /** The catalog is another one. */
    void relisted(Catalog catalog, long nowUs) {
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
    void goodbye(long retryMs) {
        Life now = life;
        if (now != null && !now.ended()) {
            ServerMessages.goodbye(group.json(), retryMs);
            now.outbox.write(Frames.text(group.json()));
            end(now, CloseReason.DRAIN);
        }
    }

    private void begin(ChannelHandlerContext ctx) {
        if (!ctx.channel().isActive()) {
            return; // It was closed during the handshake, and nobody will say so again.
        }
        ChannelHandlerContext decoder = ctx.pipeline().context(WebSocketFrameDecoder.class);
        if (decoder != null) {
            ctx.pipeline().addBefore(decoder.name(), null, watch);
        }
        Life begun = new Life(ctx.channel(), group, house);
        life = begun;
        switch (group.admit(this)) {
            case WELCOME -> welcome(begun);
            case FULL -> {
                end(begun, CloseReason.OVERLOAD);
                hangUp(begun.channel); // A farewell would take up the room that there is not.
            }
            case DRAINING -> goodbye(group.nextRetryMs());
        }
    }

    private void welcome(Life now) {
        SessionConfig config = house.config();
        boolean simulated = house.directory().sources().stream().anyMatch(SourceReport::simulated);
        ServerMessages.welcome(
                group.json(),
                new ServerMessages.Welcome(
                        group.nextConnection(),
                        config.node(),
                        now.heardUs,
                        config.heartbeat().toSeconds(),
                        config.authWithin().toSeconds(),
                        simulated));
        now.outbox.write(Frames.text(group.json()));
        now.outbox.flush();
    }

    private void frame(Life now, WebSocketFrame frame) {
        switch (frame) {
            case PingWebSocketFrame ping -> {
                if (budget.spend(now.heardUs)) {
                    now.outbox.write(Frames.pong(ping.content()));
                }
                closeIfAbused(now);
            }
            case PongWebSocketFrame ignored -> {}
            case CloseWebSocketFrame close -> answerClose(now, close);
            default -> data(now, frame);
        }
    }

    private void data(Life now, WebSocketFrame frame) {
        switch (assembler.add(frame, now.heardUs)) {
            case MORE -> {}
            case TOO_BIG -> end(now, CloseReason.TOO_BIG);
            case WHOLE -> message(now, assembler.take());
        }
    }

    private void message(Life now, ByteBuf message) {
        house.tally().command();
        if (!assembler.isBinary() && !Frames.isUtf8(message)) {
            end(now, NOT_UTF8, "not UTF-8");
        } else if (!budget.spend(now.heardUs)) {
            String text = "at most " + house.config().commandsPerS() + " commands a second";
            Long id = idOf(message);
            now.desk.refuse(new Failure(id, null, ErrorCode.TOO_FAST, text, budget.retryMs(now.heardUs)));
            closeIfAbused(now);
        } else if (assembler.isBinary()) {
            now.desk.refuse(new Failure(null, null, ErrorCode.BAD_JSON, "the message is binary, not text", 0));
        } else {
            command(now, message.toString(StandardCharsets.UTF_8));
        }
    }

    /** Which command is refused unread, as far as it says so; the size of a message bounds what this costs. */
    private @Nullable Long idOf(ByteBuf message) {
        if (assembler.isBinary()) {
            return null;
        }
        try {
            return CommandReader.read(message.toString(StandardCharsets.UTF_8)).id();
        } catch (BadCommand bad) {
            return bad.id();
        }
    }

    private void command(Life now, String text) {
        try {
            now.desk.perform(CommandReader.read(text));
        } catch (BadCommand bad) {
            now.desk.refuse(new Failure(bad.id(), null, bad.code(), bad.reason(), 0));
        }
    }

    private void closeIfAbused(Life now) {
        if (budget.isAbused()) {
            end(now, CloseReason.PROTOCOL_ERROR);
        }
    }

    private void tick(Life now, long nowUs) {
        SessionConfig config = house.config();
        boolean writable = now.outbox.isWritable();
        if (!writable) {
            now.heardUs = nowUs; // Nothing is read from it meanwhile: whether it lives is told by its reading.
            assembler.forgive(nowUs);
            watch.forgive(nowUs);
        }
        if (now.outbox.isStalled(nowUs)) {
            end(now, CloseReason.TOO_SLOW); // Should it read again during the farewell, it learns why.
            return;
        }
        if (nowUs - now.heardUs >= us(config.pongWithin())) {
            end(now, CloseReason.TOO_SLOW);
            hangUp(now.channel); // It is gone: nobody would read a close frame.
            return;
        }
        long unfinishedUs = Math.max(assembler.unfinishedUs(nowUs), watch.unfinishedUs(nowUs));
        if (unfinishedUs >= us(config.unfinishedWithin())) {
            end(now, CloseReason.PROTOCOL_ERROR);
            return;
        }
        now.outbox.tick();
        if (writable) {
            heartbeat(now, nowUs);
        }
    }

    private void heartbeat(Life now, long nowUs) {
        boolean beat = nowUs - now.heartbeatUs >= us(house.config().heartbeat());
        boolean ping = nowUs - now.pingUs >= us(house.config().pingEvery());
        if (beat) {
            now.heartbeatUs = nowUs;
            ServerMessages.heartbeat(group.json(), nowUs);
            now.outbox.write(Frames.text(group.json()));
        }
        if (ping) {
            now.pingUs = nowUs;
            now.outbox.write(Frames.ping());
        }
        if (beat || ping) {
            now.outbox.flush();
        }
    }

    private void answerClose(Life now, CloseWebSocketFrame close) {
        now.code = "client";
        finish(now, close.statusCode() < 0 ? Frames.close() : Frames.close(close.statusCode(), ""));
    }

    private void fault(Throwable cause) {
        Life now = life;
        if (now != null && !now.ended()) {
            group.fault(cause);
            end(now, CloseReason.INTERNAL);
        }
    }

    private void end(Life now, CloseReason reason) {
        end(now, reason.code(), reason.text());
    }

    private void end(Life now, int code, String why) {
        if (!now.ended()) {
            now.code = Integer.toString(code);
            finish(now, Frames.close(code, why));
        }
    }

    private void finish(Life now, ByteBuf closeFrame) {
        now.endedUs = house.clock().nowUs();
        silence(now);
        now.channel.writeAndFlush(closeFrame).addListener(written -> farewell(now.channel, written.isSuccess()));
    }

    /**
     * Ends our direction only. A socket that is closed while bytes of its client lie unread is reset, which takes from the
     * client what it has not read yet, the reason first: so what still comes is dropped until it closes, or time is over.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // If this fails the tick closes it.
    private static void farewell(Channel channel, boolean told) {
        if (told && channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
            channel.config().setAutoRead(true);
        } else {
            hangUp(channel);
        }
    }

    /** There is nothing to be done if even this fails. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private static void hangUp(Channel channel) {
        channel.close();
    }

    /** Nothing more is sent, and nothing more wanted. */
    private void silence(Life now) {
        now.outbox.close();
        now.subscriptions.close(house.clock().nowUs());
    }

    private static long us(Duration duration) {
        return TimeUnit.NANOSECONDS.toMicros(duration.toNanos());
    }
}
