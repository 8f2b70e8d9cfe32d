package io.quotewire.gateway.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.dialect.Message;
import io.quotewire.gateway.fanout.Encoding;
import io.quotewire.gateway.wire.Frames;
import io.quotewire.model.CloseReason;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A guest that speaks WebSocket: frames within their limits become messages, pings are answered and sent, and whoever is
 * silent, unfinished or abusive is closed. What is said is another's matter.
 *
 * <p><b>Threads:</b> the lane's.
 */
abstract sealed class FramedGuest extends Guest permits Session, DialectSession {
    /** Text that is no UTF-8, or no text at all once it is inflated; a code of the WebSocket protocol, not of ours. */
    private static final int NO_TEXT = 1007;

    /** A frame that the WebSocket protocol does not have; likewise. */
    private static final int BAD_FRAME = 1002;

    /** The bit that says that a message is compressed, among those that are reserved for extensions. */
    private static final int RSV1 = 4;

    private final boolean compressed;
    private final CommandBudget budget;
    private final MessageAssembler assembler;
    private final FrameWatch watch = new FrameWatch();
    private long heardUs;
    private long pingUs;

    /**
     * Waits to be let in.
     *
     * @param compressed whether compression was agreed on
     * @param messagesPerS how many the client may send, as many of them at once
     */
    FramedGuest(
            SessionGroup group,
            House house,
            Encoding encoding,
            Principal sender,
            boolean compressed,
            int messagesPerS) {
        super(group, house, encoding, sender);
        SessionConfig config = house.config();
        this.compressed = compressed;
        this.budget = new CommandBudget(messagesPerS);
        this.assembler = new MessageAssembler(config.messageBytes(), config.fragments());
    }

    /** It has been let in at {@code nowUs}. */
    abstract void welcome(Life now, long nowUs);

    /** A whole message has come. */
    abstract void hear(Life now, Message message);

    /** A message has come beyond the budget, and will be read after {@code retryMs} at the earliest. */
    abstract void tooFast(Life now, Message message, long retryMs);

    /** Says what is due by itself at {@code nowUs}; false where that is nothing. */
    abstract boolean speak(Life now, long nowUs);

    @Override
    public final void handlerAdded(ChannelHandlerContext ctx) {
        ChannelHandlerContext decoder = ctx.pipeline().context(WebSocketFrameDecoder.class);
        if (decoder != null) {
            ctx.pipeline().addBefore(decoder.name(), null, watch);
        }
        super.handlerAdded(ctx);
    }

    @Override
    public final void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Life now = present();
        if (cause instanceof CorruptedWebSocketFrameException corrupted && now != null) {
            int code = corrupted.closeStatus().code();
            end(now, code, code == NO_TEXT ? "not UTF-8" : "bad frame");
        } else {
            super.exceptionCaught(ctx, cause);
        }
    }

    @Override
    final void welcome(Life now) {
        heardUs = house().clock().nowUs();
        pingUs = heardUs;
        welcome(now, heardUs);
        now.outbox().flush();
    }

    @Override
    final ByteBuf lastWords(int code, String why) {
        return Frames.close(code, why);
    }

    @Override
    final void read(Life now, Object message) {
        if (message instanceof WebSocketFrame frame) {
            heardUs = house().clock().nowUs();
            if (frame.rsv() == 0 || isCompressed(frame)) {
                frame(now, frame);
            } else {
                end(now, BAD_FRAME, "bad frame");
            }
        }
    }

    /** Only the first frame of a message says so. */
    private boolean isCompressed(WebSocketFrame frame) {
        boolean begins = frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame;
        return compressed && begins && frame.rsv() == RSV1;
    }

    private void frame(Life now, WebSocketFrame frame) {
        switch (frame) {
            case PingWebSocketFrame ping -> {
                if (budget.spend(heardUs)) {
                    now.outbox().write(Frames.pong(ping.content()));
                }
                closeIfAbused(now);
            }
            case PongWebSocketFrame ignored -> {}
            case CloseWebSocketFrame close -> answerClose(now, close);
            default -> data(now, frame);
        }
    }

    private void data(Life now, WebSocketFrame frame) {
        switch (assembler.add(frame, heardUs)) {
            case MORE -> {}
            case TOO_BIG -> end(now, CloseReason.TOO_BIG);
            case BROKEN -> end(now, NO_TEXT, "not deflated");
            case WHOLE -> message(now, new Message(assembler.isBinary(), assembler.take()));
        }
    }

    private void message(Life now, Message message) {
        house().tally().command();
        if (!message.binary() && !Frames.isUtf8(message.bytes())) {
            end(now, NO_TEXT, "not UTF-8");
        } else if (budget.spend(heardUs)) {
            hear(now, message);
        } else {
            tooFast(now, message, budget.retryMs(heardUs));
            closeIfAbused(now);
        }
    }

    private void closeIfAbused(Life now) {
        if (budget.isAbused()) {
            end(now, CloseReason.PROTOCOL_ERROR);
        }
    }

    @Override
    final void tick(Life now, long nowUs) {
        SessionConfig config = house().config();
        boolean writable = now.outbox().isWritable();
        if (!writable) {
            heardUs = nowUs; // Nothing is read from it meanwhile: whether it lives is told by its reading.
            assembler.forgive(nowUs);
            watch.forgive(nowUs);
        }
        if (nowUs - heardUs >= us(config.pongWithin())) {
            end(now, CloseReason.TOO_SLOW);
            hangUp(now); // It is gone: nobody would read a close frame.
            return;
        }
        long unfinishedUs = Math.max(assembler.unfinishedUs(nowUs), watch.unfinishedUs(nowUs));
        if (unfinishedUs >= us(config.unfinishedWithin())) {
            end(now, CloseReason.PROTOCOL_ERROR);
            return;
        }
        now.outbox().tick();
        if (writable) {
            beat(now, nowUs);
        }
    }

    private void beat(Life now, long nowUs) {
        boolean spoken = speak(now, nowUs);
        boolean ping = nowUs - pingUs >= us(house().config().pingEvery());
        if (ping) {
            pingUs = nowUs;
            now.outbox().write(Frames.ping());
        }
        if (spoken || ping) {
            now.outbox().flush();
        }
    }

    private void answerClose(Life now, CloseWebSocketFrame close) {
        finish(now, "client", close.statusCode() < 0 ? Frames.close() : Frames.close(close.statusCode(), ""));
    }

    static long us(Duration duration) {
        return TimeUnit.NANOSECONDS.toMicros(duration.toNanos());
    }
}
