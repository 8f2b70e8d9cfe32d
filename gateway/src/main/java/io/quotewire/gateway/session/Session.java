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
import io.quotewire.gateway.fanout.Encoding;
import io.quotewire.gateway.wire.BadCommand;
import io.quotewire.gateway.wire.CommandReader;
import io.quotewire.gateway.wire.Frames;
import io.quotewire.gateway.wire.ServerMessages;
import io.quotewire.gateway.wire.ServerMessages.Failure;
import io.quotewire.model.CloseReason;
import io.quotewire.model.ErrorCode;
import io.quotewire.model.SourceReport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One native connection, last in its channel's pipeline.
 *
 * <p><b>Threads:</b> the lane's.
 */
final class Session extends Guest {
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
    private long heartbeatUs;
    private long pingUs;

    /** @param compressed whether compression was agreed on */
    Session(SessionGroup group, House house, boolean compressed) {
        super(group, house, compressed ? Encoding.DEFLATED : Encoding.PLAIN);
        SessionConfig config = house.config();
        this.compressed = compressed;
        this.budget = new CommandBudget(config.commandsPerS());
        this.assembler = new MessageAssembler(config.messageBytes(), config.fragments());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        ChannelHandlerContext decoder = ctx.pipeline().context(WebSocketFrameDecoder.class);
        if (decoder != null) {
            ctx.pipeline().addBefore(decoder.name(), null, watch);
        }
        super.handlerAdded(ctx);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Life now = present();
        if (cause instanceof CorruptedWebSocketFrameException corrupted && now != null) {
            int code = corrupted.closeStatus().code();
            end(now, code, code == NO_TEXT ? "not UTF-8" : "bad frame");
        } else {
            super.exceptionCaught(ctx, cause);
        }
    }

    @Override
    void welcome(Life now) {
        SessionConfig config = house().config();
        heardUs = house().clock().nowUs();
        heartbeatUs = heardUs;
        pingUs = heardUs;
        boolean simulated = house().directory().sources().stream().anyMatch(SourceReport::simulated);
        ServerMessages.welcome(
                group().json(),
                new ServerMessages.Welcome(
                        group().nextConnection(),
                        config.node(),
                        heardUs,
                        config.heartbeat().toSeconds(),
                        config.authWithin().toSeconds(),
                        simulated));
        now.outbox().say(group().json());
        now.outbox().flush();
    }

    @Override
    void sayGoodbye(Life now, long retryMs) {
        ServerMessages.goodbye(group().json(), retryMs);
        now.outbox().say(group().json());
    }

    @Override
    ByteBuf lastWords(int code, String why) {
        return Frames.close(code, why);
    }

    @Override
    void read(Life now, Object message) {
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
            case WHOLE -> message(now, assembler.take());
        }
    }

    private void message(Life now, ByteBuf message) {
        house().tally().command();
        if (!assembler.isBinary() && !Frames.isUtf8(message)) {
            end(now, NO_TEXT, "not UTF-8");
        } else if (!budget.spend(heardUs)) {
            String text = "at most " + house().config().commandsPerS() + " commands a second";
            Long id = idOf(message);
            now.desk().refuse(new Failure(id, null, ErrorCode.TOO_FAST, text, budget.retryMs(heardUs)));
            closeIfAbused(now);
        } else if (assembler.isBinary()) {
            now.desk().refuse(new Failure(null, null, ErrorCode.BAD_JSON, "the message is binary, not text", 0));
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
            now.desk().perform(CommandReader.read(text));
        } catch (BadCommand bad) {
            now.desk().refuse(new Failure(bad.id(), null, bad.code(), bad.reason(), 0));
        }
    }

    private void closeIfAbused(Life now) {
        if (budget.isAbused()) {
            end(now, CloseReason.PROTOCOL_ERROR);
        }
    }

    @Override
    void tick(Life now, long nowUs) {
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
            heartbeat(now, nowUs);
        }
    }

    private void heartbeat(Life now, long nowUs) {
        boolean beat = nowUs - heartbeatUs >= us(house().config().heartbeat());
        boolean ping = nowUs - pingUs >= us(house().config().pingEvery());
        if (beat) {
            heartbeatUs = nowUs;
            ServerMessages.heartbeat(group().json(), nowUs);
            now.outbox().say(group().json());
        }
        if (ping) {
            pingUs = nowUs;
            now.outbox().write(Frames.ping());
        }
        if (beat || ping) {
            now.outbox().flush();
        }
    }

    private void answerClose(Life now, CloseWebSocketFrame close) {
        finish(now, "client", close.statusCode() < 0 ? Frames.close() : Frames.close(close.statusCode(), ""));
    }

    private static long us(Duration duration) {
        return TimeUnit.NANOSECONDS.toMicros(duration.toNanos());
    }
}
